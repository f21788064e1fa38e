"""DAG ของ Airflow 3: ทำรายงานทุกคืนด้วยคำสั่ง povlib ในสภาพแวดล้อมของ povlib เอง.

วางในโฟลเดอร์ dags/ แล้วแก้ POVLIB ใช้ BashOperator จึงไม่ต้องติดตั้ง povlib ในสภาพแวดล้อมของ Airflow
"""

from datetime import timedelta

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

POVLIB = "/srv/povlib"

with DAG(
    dag_id="povlib_report",
    schedule="0 2 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="Asia/Bangkok"),
    catchup=False,
    max_active_runs=1,
):
    BashOperator(
        task_id="report",
        bash_command="exec .venv/bin/povlib report params/runs/2557.yml --jobs 2",
        cwd=POVLIB,
        env={"TQDM_DISABLE": "1"},
        append_env=True,
        # ลองใหม่ทำเฉพาะฉบับที่ยังไม่สำเร็จ
        retries=1,
        retry_delay=timedelta(minutes=10),
        execution_timeout=timedelta(hours=4),
    )
