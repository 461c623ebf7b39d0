# docker build -t segkit . && docker run --rm -v "$PWD:/guides" --user "$(id -u)" segkit demo
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/segkit \
    && /opt/segkit/bin/pip install --no-cache-dir --constraint requirements.lock .

FROM python:3.12-slim
COPY --from=build /opt/segkit /opt/segkit
ENV PATH=/opt/segkit/bin:$PATH HOME=/tmp
WORKDIR /guides
USER 1000
ENTRYPOINT ["segkit"]
