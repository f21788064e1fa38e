"""ตัวรันงานของ jupyter-scheduler ที่ใช้ papermill กับเครื่อง povlib-fork.

jupyter-scheduler เองรันด้วย nbconvert และเลือกเครื่องของ papermill ไม่ได้ วางแฟ้มนี้ในโฟลเดอร์ของโครงการ
แล้วเปิด JupyterLab จากที่นั่นตามที่ docs/scheduler.md บอก หน้า HTML ที่ได้เป็นหน้ารายงานของ povlib
"""

import ast
from pathlib import Path

import nbconvert
import nbformat
import papermill
from jupyter_scheduler.executors import DefaultExecutionManager

FORMATS = {"ipynb": "notebook", "html": "povlib-brief"}


class PovlibExecutionManager(DefaultExecutionManager):
    """Runs a job's notebook in a forked child; its values are written as in Python: "24", 2557."""

    def execute(self) -> None:
        """Run the notebook from notebooks/, check its parameters, write the files asked for."""
        source = Path(self.staging_paths["input"])
        done = source.with_name(f"done-{source.name}")
        given = self.model.parameters or {}
        papermill.execute_notebook(
            source,
            done,
            parameters={name: ast.literal_eval(value) for name, value in given.items()},
            engine_name="povlib-fork",
            cwd=Path(self.root_dir) / "notebooks",
            progress_bar=False,
        )
        self.create_output_files(self.model, nbformat.read(done, as_version=4))
        done.unlink()

    def create_output_files(self, job: object, notebook_node: nbformat.NotebookNode) -> None:
        """Write the executed notebook, and povlib's page where HTML was asked for."""
        for name in job.output_formats:
            exporter = nbconvert.get_exporter(FORMATS[name])()
            output, _ = exporter.from_notebook_node(notebook_node)
            Path(self.staging_paths[name]).write_text(output, encoding="utf-8")
