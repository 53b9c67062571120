package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/mandate up} builds what isn't built of these sources, and nothing else. Here on files that only look like a checkout. */
class LauncherScriptTest {
    private static final String VERSION = "-0.1.0-SNAPSHOT.jar";
    private static final Instant WRITTEN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BUILT = Instant.parse("2026-11-02T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-03T00:00:00Z");

    @TempDir
    private Path checkout;

    @BeforeEach
    void everything_was_built_by_maven() throws IOException {
        write("deploy/mandate", Files.readString(Path.of("../mandate")), WRITTEN);
        for (var source : List.of("pom.xml", "messaging/pom.xml", "messaging/src/main/java/Outbox.java"))
            write(source, "source", WRITTEN);
        write("messaging/target/messaging" + VERSION, "messaging", BUILT);
        for (var service : List.of(
                "identity-service",
                "lifecycle-service",
                "authz-service",
                "audit-service",
                "authz-service/gateway",
                "deploy/console")) {
            write(service + "/target/quarkus-app/quarkus-run.jar", "runs", BUILT);
            write(service + "/target/quarkus-app/lib/main/dev.mandate.messaging" + VERSION, "messaging", BUILT);
        }
        for (var program : List.of("cli", "chaos")) {
            write("deploy/" + program + "/target/" + program + VERSION, program, BUILT);
            write("deploy/" + program + "/target/lib/messaging" + VERSION, "messaging", BUILT);
        }
        maven("exit 1");
    }

    @Test
    void what_maven_has_built_of_these_sources_is_not_built_again() throws Exception {
        assertThat(builds()).isFalse();
        assertThat(builds()).as("nor the next time").isFalse();
    }

    @Test
    void nor_is_it_for_a_command_that_is_the_first_one() throws Exception {
        assertThat(builds("status")).isFalse();
    }

    @Test
    void a_source_that_changed_since_is_built_whoever_built_before() throws Exception {
        write("messaging/src/main/java/Outbox.java", "changed", LATER);
        assertThat(builds()).isTrue();
        write("messaging/src/main/java/Outbox.java", "source", WRITTEN);
        assertThat(builds()).isFalse();
        write("messaging/src/main/java/Outbox.java", "changed again", LATER);
        assertThat(builds()).as("it was begun with before").isTrue();
    }

    @Test
    void a_source_that_is_gone_is_built_without() throws Exception {
        assertThat(builds()).isFalse();
        var source = checkout.resolve("messaging/src/main/java/Outbox.java");
        Files.delete(source);
        at(source.getParent(), LATER);
        assertThat(builds()).isTrue();
    }

    @Test
    void what_changes_while_it_is_built_is_built_the_next_time() throws Exception {
        Files.delete(checkout.resolve("audit-service/target/quarkus-app/quarkus-run.jar"));
        maven("true");
        assertThat(builds()).isTrue();
        assertThat(builds()).as("nothing changed").isFalse();
        Files.delete(checkout.resolve("deploy/cli/target/.built"));
        maven("sleep 0.01; echo changed > messaging/src/main/java/Outbox.java");
        assertThat(builds()).isTrue();
        assertThat(builds()).as("it changed").isTrue();
    }

    @Test
    void a_service_that_holds_another_build_of_a_module_is_built() throws Exception {
        write("messaging/target/messaging" + VERSION, "messaging, built alone", LATER);
        assertThat(builds()).isTrue();
    }

    @Test
    void what_is_missing_is_built() throws Exception {
        Files.delete(checkout.resolve("audit-service/target/quarkus-app/quarkus-run.jar"));
        assertThat(builds()).isTrue();
    }

    @Test
    void a_java_that_is_too_old_is_named_with_what_to_install() throws Exception {
        write("old/release", "JAVA_VERSION=\"11.0.2\"\n", WRITTEN);
        write("old/bin/java", "#!/bin/sh\nexit 1\n", WRITTEN);
        Files.setPosixFilePermissions(checkout.resolve("old/bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        var script = Files.readString(checkout.resolve("deploy/mandate"))
                .replace("/usr/lib/jvm/*/bin/java", "")
                .replace("$(command -v java || true)", "");
        write("deploy/mandate", script, WRITTEN);
        assertThat(said(checkout.resolve("old")))
                .contains("Java 17 or later is needed, and the newest here is 1", "install a JDK", "set JAVA_HOME");
    }

    private String said(Path javaHome) throws Exception {
        var script = new ProcessBuilder(
                        "bash", checkout.resolve("deploy/mandate").toString(), "status")
                .redirectErrorStream(true);
        script.environment().put("JAVA_HOME", javaHome.toString());
        var process = script.start();
        var words = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return words;
    }

    /** The program itself isn't there, so that the script ends with an error in any case. */
    private boolean builds() throws Exception {
        return builds("up");
    }

    private boolean builds(String command) throws Exception {
        var called = checkout.resolve("called");
        Files.deleteIfExists(called);
        var script = new ProcessBuilder(
                        "bash", checkout.resolve("deploy/mandate").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        script.environment().merge("PATH", checkout.resolve("bin") + ":", (path, ours) -> ours + path);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(script.start().waitFor()).isNotZero();
        return Files.exists(called);
    }

    /** @param does what it does with the sources, besides that it says that it was called */
    private void maven(String does) throws IOException {
        write("bin/mvn", "#!/bin/sh\ntouch called\n" + does + "\n", WRITTEN);
        Files.setPosixFilePermissions(checkout.resolve("bin/mvn"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String path, String text, Instant at) throws IOException {
        var file = checkout.resolve(path);
        var isNew = !Files.exists(file);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        at(file, at);
        if (isNew) for (var above = file.getParent(); !above.equals(checkout); above = above.getParent()) at(above, at);
    }

    private static void at(Path file, Instant at) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
