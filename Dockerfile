# syntax=docker/dockerfile:1
# Two stages: what builds stays behind. Nothing runs as root, and nothing is written but /data.

FROM python:3.13-slim AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.txt requirements-cache.txt /
RUN /venv/bin/pip install -r /requirements.txt -r /requirements-cache.txt
WORKDIR /chancery
COPY manage.py ./
COPY archive archive
COPY templates templates
COPY static static
COPY fixtures fixtures

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin chancery \
 && install --directory --owner 10001 --group 10001 /data
COPY --from=built /venv /venv
COPY --from=built /chancery /chancery
WORKDIR /chancery
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_FOLDER=/data LOG_FORMAT=json
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s CMD ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost'}), timeout=7)"]
# What a folder of an earlier image holds of static files is brought up to date first.
CMD ["sh", "-c", "python manage.py collectstatic --noinput --verbosity 0 && exec python manage.py serve --host 0.0.0.0 --port 8000"]
