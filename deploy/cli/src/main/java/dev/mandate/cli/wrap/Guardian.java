package dev.mandate.cli.wrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes a wrap where this program can't any more, since it was killed: a process of its own that waits for the end of its input, which comes however
 * this one ends, and takes no sign from the terminal.
 */
final class Guardian implements AutoCloseable {
    private static final String SCRIPT = "trap '' INT TERM HUP QUIT; read -r done || exec \"$@\"";

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    /** @param undo the command that it runs then; its words go to where those of errors go */
    static Guardian before(List<String> undo) {
        var command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "guardian"));
        command.addAll(undo);
        try {
            return new Guardian(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new IllegalStateException("what undoes the wrap, if this is killed, can't be started", e);
        }
    }

    /** It was undone here. */
    @Override
    public void close() {
        try (var told = process.getOutputStream()) {
            told.write("done\n".getBytes(US_ASCII));
        } catch (IOException e) {
            // it is gone already
        }
    }
}
