# Build: the jar alone. The tests have run before anybody makes an image.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -Pjar-only -pl '!chat-testkit,!chat-test-mysql,!chat-test-nats,!chat-client,!chat-system-test,!chat-proof,!chat-attack,!chat-benchmarks' package

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 chat \
 && useradd --system --uid 10001 --gid chat --home-dir /data --no-create-home --shell /usr/sbin/nologin chat \
 && install -d -o chat -g chat -m 700 /data
WORKDIR /app
COPY --from=build /build/chat-bootstrap/target/jar-only/chat.jar chat.jar

# A start for trial, with the embedded database: shows that the image works, and leaves the archive of
# classes that halves the time to get ready.
RUN java -XX:ArchiveClassesAtExit=chat.jsa '-Xlog:cds*=off' -jar chat.jar serve --data-dir /tmp/trial & server=$! \
 && until java -jar chat.jar healthcheck; do kill -0 $server && sleep 1 || exit 1; done \
 && kill -TERM $server && wait $server \
 && rm -rf /tmp/*

USER chat
# Where the search index is kept, and the embedded database when there is no CHAT_DATABASE_URL; mount a volume there.
ENV CHAT_HOST=0.0.0.0 CHAT_PORT=8000 CHAT_DATA_DIR=/data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["java", "-XX:SharedArchiveFile=/app/chat.jsa", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", \
       "-jar", "/app/chat.jar", "healthcheck"]
# More flags for Java go into JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/chat.jsa", "-XX:MaxRAMPercentage=70", \
            "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", \
            "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/chat.jar"]
CMD ["serve"]
