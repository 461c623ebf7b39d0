"""All jobs, on this machine or on a cluster; outcomes are heard of as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from segkit.batch.outcome import Choices, Job, Outcome
from segkit.batch.workers import on_this_machine
from segkit.engagement.settings import NOTEBOOK
from segkit.errors import ExportError, SegkitError
from segkit.programs.pools import cores
from segkit.trust import give, given


def export_all(
    folders: Sequence[Path],
    choices: Choices = Choices(),  # noqa: B008 (frozen)
    *,
    listen: Callable[[Outcome], None] = lambda _outcome: None,
) -> tuple[Outcome, ...]:
    """Export the guide of every engagement; the outcomes in the order of `folders`.

    `listen` hears each as soon as it is known. What fails for one engagement is in its
    outcome; `UsageError` is raised when Dask is asked for and not installed, `ExportError`
    when its scheduler does not answer.
    """
    jobs = [_job(folder, choices) for folder in folders]
    done: dict[str, Outcome] = {}
    with closing(_outcomes(jobs, choices)) as outcomes:
        for outcome in outcomes:
            done[outcome.folder] = outcome
            listen(outcome)
    return tuple(done[job.folder] for job in jobs)


def _job(folder: Path, choices: Choices) -> Job:
    return Job(
        str(folder),
        draft=choices.draft,
        force=choices.force,
        forms=choices.forms,
        audiences=choices.audiences,
        docsify=choices.docsify,
        code=_agreed(folder, choices),
    )


def _agreed(folder: Path, choices: Choices) -> tuple[str, ...]:
    """The notebook's own code that may run; this machine's processes know what was kept.

    The workers of a cluster do not know whom they work for, so they are told.
    """
    if not (choices.run_code or choices.scheduler):
        return ()
    from segkit.export.consent import permission_for
    from segkit.export.document import own_code_of

    notebook = folder / NOTEBOOK
    try:
        wanted = permission_for(own_code_of(notebook), notebook.name, folder)
    except SegkitError:  # its own export says what is wrong with it
        return ()
    if wanted is None or not (choices.run_code or given(folder, wanted)):
        return ()
    if choices.run_code:
        with suppress(ExportError):  # where nothing can be kept, it holds for this run
            give(folder, (wanted,))
    return (wanted.content,)


def _outcomes(jobs: Sequence[Job], choices: Choices) -> Generator[Outcome]:
    if choices.scheduler:
        from segkit.batch.cluster import on_cluster

        return on_cluster(jobs, choices.scheduler)
    return on_this_machine(jobs, min(choices.at_once or cores(), len(jobs)))
