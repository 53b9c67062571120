package dev.mandate.chaos.installation;

import dev.mandate.cli.running.Service;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.ServiceSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One replica of a service: on the same ports from when it was ready first, by the file of properties that {@code provision} wrote. */
public final class Replica implements JvmVictim {
    private static final List<String> JVM = ChildJvm.shortLived("-Xms32m", "-Xmx224m", "-Xss512k", "-XX:+UseSerialGC");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Service service;
    private final int number;
    private int port;
    private int management;
    private Path home;
    private final Map<String, String> settings;
    /** What it says before it has a log, or without one. */
    private final Path output;

    private ChildJvm process;

    /**
     * Starts it and returns at once.
     *
     * @param home the checkout whose version it is
     * @param properties what {@code provision} wrote for its service
     * @param settings beside those
     */
    Replica(Service service, int number, Path home, Path properties, Map<String, String> settings, Path directory) {
        this.service = service;
        this.number = number;
        this.home = home;
        var name = service.title() + "-" + number;
        this.output = directory.resolve(name + ".out");
        var all = new HashMap<>(settings);
        all.putAll(logging(directory.resolve(name + ".log")));
        all.put("quarkus.config.locations", properties.toString());
        all.put("quarkus.http.host", Loopback.ADDRESS);
        all.put("quarkus.banner.enabled", "false");
        // As the page on upgrades has it for the way back: versions from before 2026-11-29 don't set it themselves.
        all.put("quarkus.flyway.ignore-migration-patterns", "*:missing,*:future");
        if (service == Service.AUDIT)
            all.put(
                    "mandate.risk.state-directory",
                    directory.resolve("risk-" + number).toString());
        if (service == Service.AUTHZ || service == Service.GATEWAY)
            all.put(
                    "mandate.decisions.journal-directory",
                    directory.resolve(service.account() + "-decisions").toString());
        this.settings = all;
        this.process = startElsewhere();
    }

    /** On ports that are free now: until it listens there, somebody else may take one, and it ends. */
    private ChildJvm startElsewhere() {
        port = Loopback.freePort();
        management = Loopback.freePort();
        return start();
    }

    /** Returns when it is ready for the first time. */
    public void awaitFirst() {
        Patience.until(name(), () -> {
            if (!isAlive()) process = startElsewhere();
            return isWell();
        });
    }

    /** However long it runs, it writes no more than this. */
    private static Map<String, String> logging(Path log) {
        return Map.of(
                "quarkus.log.console.enabled",
                "false",
                "quarkus.log.file.enabled",
                "true",
                "quarkus.log.file.json.enabled",
                "false",
                "quarkus.log.file.path",
                log.toString(),
                "quarkus.log.file.rotation.max-file-size",
                "20M",
                "quarkus.log.file.rotation.max-backup-index",
                "2",
                "quarkus.log.file.rotation.rotate-on-boot",
                "false");
    }

    private ChildJvm start() {
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(management));
        var jar = home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        return ChildJvm.start(JVM, List.of("-jar", jar.toString()), ServiceSettings.asEnvironment(settings), output);
    }

    public Service service() {
        return service;
    }

    public String url() {
        return "http://" + Loopback.ADDRESS + ":" + port;
    }

    /** It is that version when it starts next, with all that it had. */
    public void becomes(Path version) {
        home = version;
    }

    @Override
    public String name() {
        return kind() + " " + number;
    }

    @Override
    public String kind() {
        return service.title();
    }

    @Override
    public ChildJvm process() {
        return process;
    }

    @Override
    public void restart() {
        if (!process.isAlive()) process = start();
    }

    @Override
    public boolean isWell() {
        return status("ready", Duration.ofSeconds(2)) == 200;
    }

    /** Whatever the answer is. */
    public boolean answers(String probe) {
        return status(probe, Duration.ofSeconds(10)) > 0;
    }

    /** 0 for no answer. */
    private int status(String probe, Duration patience) {
        var asked = HttpRequest.newBuilder(
                        URI.create("http://" + Loopback.ADDRESS + ":" + management + "/q/health/" + probe))
                .timeout(patience)
                .build();
        try {
            return HTTP.send(asked, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
