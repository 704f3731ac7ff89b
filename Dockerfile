# One image for web, worker, beat and the migration job; docker-compose.yml says which does what.
# It brings no servers of its own: DATABASE_URL and REDIS_URL name them.

FROM node:24-slim AS frontend
WORKDIR /accord
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.11-slim AS packages
COPY requirements-prod.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements-prod.txt

FROM packages AS assets
WORKDIR /accord
COPY manage.py ./
COPY portal ./portal
COPY apps ./apps
COPY templates ./templates
COPY static ./static
COPY --from=frontend /accord/node_modules ./node_modules
# A folder that stays behind: the secret key made in it must not be in the image.
ENV ACCORD_HOME=/build
RUN /venv/bin/python manage.py assets
RUN /venv/bin/python manage.py collectstatic --noinput --ignore redoc --ignore rest_framework

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin accord \
  && install --directory --owner accord --group accord --mode 0700 /data /data/files
COPY --from=packages /venv /venv
WORKDIR /accord
COPY manage.py ./
COPY portal ./portal
COPY apps ./apps
COPY templates ./templates
COPY --from=assets /accord/built ./built
COPY --from=assets --chown=accord:accord /build/static /data/static
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV ACCORD_HOME=/data ACCORD_HOST=0.0.0.0 ACCORD_PORT=8000
USER accord
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--preload", "--graceful-timeout", "25", "--no-control-socket", "--log-level", "warning"]
