package dev.mandate.cli.running;

import dev.mandate.embedded.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a checkout keeps what runs.
 *
 * @param home the checkout
 * @param data everything that running leaves behind, {@code .mandate} unless a test chose another; removing it starts over
 */
public record Layout(Path home, Path data) {
    public static Layout ofThisCheckout() {
        var home = Path.of(System.getProperty("mandate.home", "."))
                .toAbsolutePath()
                .normalize();
        return new Layout(home, home.resolve(System.getProperty("mandate.data", ".mandate")));
    }

    /** Only the owner looks inside: the broker's files hold every event, whatever rights its clients have. */
    void makePrivate() {
        OwnersFile.makeDirectory(data);
    }

    void markStopping() {
        try {
            Files.createDirectories(stopping().getParent());
            Files.writeString(stopping(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note that the system is taken down", e);
        }
    }

    public Path credentials() {
        return data().resolve("credentials");
    }

    /** Employee ids of the two who approve what the demo's organisation may not change by one hand. */
    public Path approvers() {
        return data().resolve("approvers");
    }

    /** Who signed in by {@code login}, with his tokens. */
    public Path signedIn() {
        return data().resolve("signed-in");
    }

    /** Id of the client by which people sign in here. */
    public Path commandLineClient() {
        return data().resolve("command-line-client");
    }

    public Path broker() {
        return data().resolve("kafka");
    }

    public Path database() {
        return data().resolve("postgres");
    }

    Path databaseLog() {
        return database().resolve("postgres.log");
    }

    public Path databaseBinaries() {
        return data().resolve("postgres-binaries");
    }

    public Path log(String process) {
        return data().resolve("logs").resolve(process + ".log");
    }

    public Path pidFile(String process) {
        return data().resolve("run").resolve(process + ".pid");
    }

    /** Says on which ports the system runs. */
    Path portBase() {
        return data().resolve("run").resolve("port-base");
    }

    /** Says on which ports it ran last; kept while it is down, since its data name them: the issuer, addresses of clients. */
    Path formerPortBase() {
        return data().resolve("run").resolve("former-port-base");
    }

    /** What was told to one run of the system alone; that it is being stopped last. */
    void forgetRun() {
        for (var file : List.of(portBase(), mcpServers(), playedServers(), modelProviders(), stopping()))
            file.toFile().delete();
    }

    /** What earlier runs wrote, but for passwords and for what clients were wrapped with. */
    void forgetData() {
        for (var directory : List.of(
                broker(),
                database(),
                approvers(),
                signedIn(),
                commandLineClient(),
                data().resolve("risk-state"),
                data().resolve("logs"))) delete(directory);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    /** Whether somebody started the system and hasn't taken it down; a part of it may have ended. */
    public boolean isStarted() {
        return Files.exists(portBase());
    }

    /** Held by the launcher that is starting processes. */
    Path startLock() {
        return data().resolve("run").resolve("start-lock");
    }

    /** Is there while somebody takes the system down: what ends then is not to come back. */
    Path stopping() {
        return data().resolve("run").resolve("stopping");
    }

    Path service(Service service) {
        return home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Says which file of MCP servers the gateway was started with; absent where none runs. */
    Path mcpServers() {
        return data().resolve("run").resolve("mcp-servers");
    }

    /** Says which file of providers of models the gateway was started with; absent where it has none. */
    Path modelProviders() {
        return data().resolve("run").resolve("model-providers");
    }

    Optional<Path> notedServers() {
        return noted(mcpServers());
    }

    Optional<Path> notedProviders() {
        return noted(modelProviders());
    }

    void noteServers(Path file) {
        note(mcpServers(), file);
    }

    void noteProviders(Path file) {
        note(modelProviders(), file);
    }

    /** The servers of clients that are wrapped, with what is known of them; each start finds it. */
    public Path wrapped() {
        return data().resolve("wrapped");
    }

    /** The server of the demo's agent, while it is played. */
    public Path playedServers() {
        return data().resolve("run").resolve("played-servers.json");
    }

    /** All files of MCP servers that the gateway stands in front of: the one that it was started with, the demo's, and that of wrapped clients. */
    List<Path> serverFiles() {
        var files = new ArrayList<Path>();
        notedServers().ifPresent(files::add);
        if (Files.exists(playedServers())) files.add(playedServers());
        var wrapped = wrapped().resolve("servers.json");
        if (Files.exists(wrapped)) files.add(wrapped);
        return files;
    }

    private static Optional<Path> noted(Path where) {
        try {
            return Files.exists(where) ? Optional.of(Path.of(Files.readString(where))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what stands behind the gateway", e);
        }
    }

    private static void note(Path where, Path file) {
        OwnersFile.write(where, file.toAbsolutePath().normalize().toString());
    }

    public Path exampleCatalogue() {
        return home.resolve("deploy/catalogue/example.json");
    }

    /** A policy set of an application's own. */
    public Path examplePolicies() {
        return home.resolve("deploy/policies/invoicing");
    }

    public Path report(String name) {
        return data().resolve("reports").resolve(name);
    }
}
