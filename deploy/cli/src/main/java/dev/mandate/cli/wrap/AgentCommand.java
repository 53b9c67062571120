package dev.mandate.cli.wrap;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/** An agent that runs at this terminal, and has the file of its servers only wrapped for as long as that. */
final class AgentCommand {
    /** Where clients look in a directory of work. */
    private static final List<String> KNOWN =
            List.of(".mcp.json", ".cursor/mcp.json", ".vscode/mcp.json", ".gemini/settings.json");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final List<String> command;
    private final Path directory;

    AgentCommand(List<String> command, Path directory) {
        this.command = command;
        this.directory = directory;
    }

    /**
     * The file of servers that this command will read.
     *
     * @throws IllegalArgumentException in words, where that isn't one file
     */
    static Path configuration(List<String> command, Path directory) {
        var found = new ArrayList<Path>();
        for (var argument : command.subList(1, command.size())) {
            var value = argument.startsWith("-") && argument.contains("=")
                    ? argument.substring(argument.indexOf('=') + 1)
                    : argument;
            if (value.endsWith(".json") && hasServers(directory.resolve(value))) found.add(directory.resolve(value));
        }
        if (found.isEmpty())
            for (var known : KNOWN) if (hasServers(directory.resolve(known))) found.add(directory.resolve(known));
        if (found.size() == 1) return ClientFile.real(found.get(0));
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no file of servers is found for this command (" + String.join(", ", KNOWN) + " in "
                                + directory + "); name it by --config FILE"
                        : "several files of servers are here; name the one that the command reads by --config: "
                                + String.join(
                                        ", ", found.stream().map(Path::toString).toList()));
    }

    /** What can't be read is said once it is wrapped. */
    private static boolean hasServers(Path file) {
        if (!Files.isRegularFile(file)) return false;
        try {
            var root = JSON.readTree(file.toFile());
            return root.has(ClientFile.MOST) || root.has(ClientFile.VS_CODE);
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Runs it at this terminal, and undoes the wrap afterwards, whatever ends it.
     *
     * @param before asked first; the command doesn't run where this fails
     * @return its exit code
     */
    int runs(Callable<Integer> before, Runnable undo) throws Exception {
        var once = new Once(undo);
        var hook = new Thread(once, "unwrap");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            before.call();
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            once.waitsFor(process);
            // Ctrl-C is the agent's, which may mean something else by it than to end.
            Signal.handle(new Signal("INT"), signal -> {});
            return process.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(command.get(0) + " can't be started: is it installed?", e);
        } finally {
            once.run();
        }
    }

    /** By whoever comes first: the end of the command, or of this program. */
    private static final class Once implements Runnable {
        private final Runnable undo;
        private volatile @Nullable Process process;
        private boolean done;

        Once(Runnable undo) {
            this.undo = undo;
        }

        void waitsFor(Process process) {
            this.process = process;
        }

        @Override
        public synchronized void run() {
            if (done) return;
            done = true;
            try {
                var running = process;
                if (running != null) running.destroy();
                undo.run();
            } catch (RuntimeException e) {
                System.err.println("mandate: " + e.getMessage());
            }
        }
    }
}
