package dev.mandate.cli.wrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.wrap.ClientServer.AtGateway;
import dev.mandate.embedded.OwnersFile;
import dev.mandate.events.cloudevents.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the gateway before the servers of a client's file, and takes it away again: first it is seen that all of it can be done, then the
 * gateway begins anew with them, and last the file is put in place, whole. What fails on the way leaves the file as it was.
 */
final class Wrapping {
    private final MandateSystem system;
    private final Wraps wraps;
    private final Gateway gateway;
    private final Consumer<String> says;

    /** Stands before the servers that its files name whenever it begins anew. */
    interface Gateway {
        List<Path> files();

        void beginsAnew();
    }

    Wrapping(MandateSystem system, Wraps wraps, Consumer<String> says) {
        this(system, wraps, says, new Gateway() {
            @Override
            public List<Path> files() {
                return system.mcpServers();
            }

            @Override
            public void beginsAnew() {
                system.serversChanged(says);
            }
        });
    }

    Wrapping(MandateSystem system, Wraps wraps, Consumer<String> says, Gateway gateway) {
        this.system = system;
        this.wraps = wraps;
        this.gateway = gateway;
        this.says = says;
    }

    /**
     * What is to be wrapped.
     *
     * @param file the client's
     * @param from where the client would start its servers
     * @param names at the gateway, of those that have another one there
     * @param agent as whom the client acts
     * @param asks what servers may ask through the client, by their names at the gateway; nothing of others
     * @param bridge the command that leads to a server, whose name it is given last
     * @param run as {@link Wrap#run}
     */
    record Request(
            Path file,
            Path from,
            Map<String, String> names,
            String agent,
            Map<String, String> asks,
            List<String> bridge,
            @Nullable String run) {}

    /** What a request comes to, of which nothing is done yet. */
    private record Plan(byte[] bytes, byte[] wrapped, Map<String, AtGateway> servers, List<String> left) {}

    /** Puts on record that what was accepted of a server counts again, as the person whose agent the client is. */
    interface Again {
        /** @param digests by tool */
        void counts(String server, Map<String, String> digests) throws InterruptedException;
    }

    /** @throws RuntimeException in words, with nothing changed */
    Wrap wrap(Request request, Map<String, String> environment, StartConsent consent, Again record)
            throws InterruptedException {
        try {
            var file = request.file();
            var plan = plan(request, environment);
            var agreed = consent.require(file, plan.servers(), plan.left());
            var again = again(wraps.acceptedBefore(file, agreed), plan.servers().keySet(), record);
            try (var alone = system.alone(says)) {
                requireUnwrapped(file, ClientFile.bytes(file));
                requireFree(plan.servers().keySet());
                var wrap = new Wrap(
                        file,
                        Digest.of(plan.bytes()),
                        Digest.of(plan.wrapped()),
                        List.copyOf(plan.servers().keySet()),
                        request.agent(),
                        request.run(),
                        null,
                        null,
                        null);
                wraps.agree(file, agreed);
                put(wrap, plan, again);
                return wrap;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wrap " + request.file() + ": " + e.getMessage(), e);
        }
    }

    private Plan plan(Request request, Map<String, String> environment) throws IOException {
        var file = request.file();
        var bytes = ClientFile.bytes(file);
        begun(file, bytes);
        var client = ClientFile.of(file, bytes);
        var servers = new LinkedHashMap<String, AtGateway>();
        var entries = new LinkedHashMap<String, ObjectNode>();
        var left = new ArrayList<String>();
        for (var name : client.servers()) {
            var server = new ClientServer(name, client.entry(name));
            if (server.isDisabled()) {
                left.add(name);
                continue;
            }
            if (server.isBridge())
                throw new IllegalStateException("the server " + PlainText.shown(name) + " of " + file
                        + " is a bridge to a gateway already; take it out, or undo that wrap where it was made");
            var there = server.nameAtGateway(request.names().get(name));
            var atGateway = server.atGateway(request.from(), environment)
                    .asking(request.asks().getOrDefault(there, ""));
            if (servers.put(there, atGateway) != null)
                throw new IllegalArgumentException(
                        "two servers would be called " + there + " at the gateway; tell them apart by --as");
            var command = new ArrayList<>(request.bridge());
            command.add(there);
            entries.put(name, server.bridged(command, client.saysType()));
        }
        requireNamesOf("--as", request.names().keySet(), client.servers());
        requireNamesOf("--asks", request.asks().keySet(), servers.keySet());
        if (servers.isEmpty())
            throw new IllegalArgumentException(
                    file + " has only servers that are disabled, so that there is nothing to wrap");
        return new Plan(bytes, client.with(entries), servers, left);
    }

    /** On record first, as when it was accepted: what can't be told waits for acceptance like anything new. */
    private Map<String, Map<String, String>> again(
            Map<String, Map<String, String>> accepted, Set<String> servers, Again record) throws InterruptedException {
        var again = new LinkedHashMap<String, Map<String, String>>();
        for (var each : accepted.entrySet()) {
            var server = each.getKey();
            if (!servers.contains(server) || each.getValue().isEmpty()) continue;
            try {
                record.counts(server, each.getValue());
                again.put(server, each.getValue());
            } catch (RuntimeException e) {
                says.accept("What was accepted of " + server + " before doesn't count now, since that can't be put on"
                        + " record: " + PlainText.shown(String.valueOf(e.getMessage())));
            }
        }
        return again;
    }

    private void put(Wrap wrap, Plan plan, Map<String, Map<String, String>> again) throws IOException {
        var permissions = Files.getPosixFilePermissions(wrap.file());
        var backup = wraps.backup(wrap);
        if (Files.exists(backup))
            throw new IllegalStateException(
                    backup + " is there already, of an earlier wrap; move it away if you don't need it");
        wraps.add(wrap, plan.servers(), again);
        try {
            gateway.beginsAnew();
            OwnersFile.write(backup, plan.bytes());
            if (!Arrays.equals(plan.bytes(), ClientFile.bytes(wrap.file())))
                throw new IllegalStateException(wrap.file() + " was changed meanwhile; wrap it again");
            OwnersFile.replace(wrap.file(), plan.wrapped(), permissions);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(backup);
            wraps.remove(wrap);
            try {
                gateway.beginsAnew();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * The file is again what it was, and its servers are the gateway's no more.
     *
     * @param discard whether what was changed in it since is given up
     * @return what was undone
     */
    Wrap unwrap(Path file, boolean discard) {
        return undo(file, discard, null);
    }

    /**
     * The same when the run of a command has ended for which it was wrapped; nothing, if somebody has unwrapped it meanwhile, whatever wrapped it since. What was
     * accepted counts again when the same is wrapped again.
     *
     * @param task ends what was agreed to, first: it ends even where the file can't be undone
     * @return whether it was undone
     */
    boolean undoAfterCommand(Path file, String run, Consumer<Wrap> task) {
        var own = wraps.of(file).filter(wrap -> run.equals(wrap.run()));
        own.ifPresent(task.andThen(wrap -> undo(file, false, run)));
        return own.isPresent();
    }

    private Wrap undo(Path file, boolean discard, @Nullable String run) {
        try (var alone = system.alone(says)) {
            var wrap = wraps.of(file)
                    .filter(it -> run == null || run.equals(it.run()))
                    .orElseThrow(() -> new IllegalStateException(notWrapped(file)));
            var now = Files.exists(file) ? Digest.of(ClientFile.bytes(file)) : "";
            if (!now.equals(wrap.original())) restore(wrap, now, discard);
            Files.deleteIfExists(wraps.backup(wrap));
            wraps.remove(wrap);
            if (run == null) wraps.forgetAccepted(file);
            gateway.beginsAnew();
            return wrap;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unwrap " + file + ": " + e.getMessage(), e);
        }
    }

    private void restore(Wrap wrap, String now, boolean discard) throws IOException {
        var backup = wraps.backup(wrap);
        if (now.isEmpty() && !Files.exists(backup)) {
            if (discard) return;
            throw new IllegalStateException(
                    wrap.file() + " is gone, and so is what it was; call this again with --discard, which forgets it");
        }
        if (!Files.exists(backup))
            throw new IllegalStateException(backup + ", what " + wrap.file()
                    + " was, is gone; write its servers anew by hand there, put the same under that name, and call this"
                    + " again with --discard");
        var changed = !now.equals(wrap.wrapped());
        var touched = !Digest.of(ClientFile.bytes(backup)).equals(wrap.original());
        if ((changed || touched) && !discard)
            throw new IllegalStateException((changed ? wrap.file() : backup)
                    + " has changed since it was wrapped, so that nothing was undone. To keep the changes, make them in "
                    + backup + " too; then, or to give them up, call this again with --discard, which puts that in its"
                    + " place");
        var permissions = Files.getPosixFilePermissions(Files.exists(wrap.file()) ? wrap.file() : backup);
        OwnersFile.replace(wrap.file(), ClientFile.bytes(backup), permissions);
    }

    /** One that was begun and not finished counts for nothing. */
    private void requireUnwrapped(Path file, byte[] bytes) throws IOException {
        var begun = begun(file, bytes);
        if (begun.isEmpty()) return;
        Files.deleteIfExists(wraps.backup(begun.get()));
        wraps.remove(begun.get());
    }

    private Optional<Wrap> begun(Path file, byte[] bytes) {
        var known = wraps.of(file);
        if (known.isPresent() && !Digest.of(bytes).equals(known.get().original()))
            throw new IllegalStateException(file + " is wrapped already; --renew asks for a new task for it, and"
                    + " `deploy/mandate unwrap --config " + file + "` undoes it");
        return known;
    }

    private static void requireNamesOf(String option, Set<String> named, Collection<String> known) {
        for (var name : named)
            if (!known.contains(name))
                throw new IllegalArgumentException(option + " names " + PlainText.shown(name) + ", and there are only "
                        + PlainText.shown(String.join(", ", known)));
    }

    private void requireFree(Set<String> names) {
        var taken = Wraps.named(gateway.files());
        var both = new TreeSet<>(names);
        both.retainAll(taken.keySet());
        if (both.isEmpty()) return;
        var one = both.first();
        var whose = wraps.having(one).map(wrap -> "of " + wrap.file()).orElseGet(() -> "in " + taken.get(one));
        throw new IllegalArgumentException("the gateway has a server " + one + " already, " + whose
                + "; give yours another name by --as 'NAME=" + one + "-2'");
    }

    private String notWrapped(Path file) {
        var all = wraps.all().stream().map(wrap -> wrap.file().toString()).toList();
        return file + " isn't wrapped by this checkout; "
                + (all.isEmpty() ? "nothing is" : "wrapped are " + String.join(", ", all));
    }
}
