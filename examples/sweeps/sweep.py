"""Computes the grid by a loop, by Ray or by Dask on two local workers: python sweep.py {loop,ray,dask} FILE [--kill]

With --kill one worker dies in the middle of a cell. The digest of the table is the same in all cases.
"""

import argparse
import tempfile
from pathlib import Path

import grid

WORKERS = 2


def by_loop(cells, last_wish):
    return [grid.compute(cell) for cell in cells]


def by_ray(cells, last_wish):
    import ray

    here = {"PYTHONPATH": str(Path(__file__).parent)}
    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": here})
    # A task whose worker died is started again on another one.
    compute = ray.remote(max_retries=3)(grid.compute)
    try:
        return ray.get([compute.remote(cell, last_wish) for cell in cells])
    finally:
        ray.shutdown()


def by_dask(cells, last_wish):
    from distributed import Client, LocalCluster

    # The cells of a worker that died go to the others, and a nanny starts a new worker.
    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        return client.gather(client.map(grid.compute, cells, last_wish=last_wish, retries=3))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("by", choices=["loop", "ray", "dask"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--kill", action="store_true", help="one worker of Ray or Dask dies in the middle of a cell")
    options = parser.parse_args()
    if options.kill and options.by == "loop":
        parser.error("--kill: a loop has no workers")
    compute = {"loop": by_loop, "ray": by_ray, "dask": by_dask}[options.by]
    with tempfile.TemporaryDirectory() as folder:
        last_wish = Path(folder, "last-wish")
        if options.kill:
            last_wish.touch()
        rows = compute(grid.cells(), str(last_wish) if options.kill else None)
        if last_wish.exists():
            raise SystemExit("no worker died")
    print(grid.write(options.file, [row for cell in rows for row in cell]))


if __name__ == "__main__":
    main()
