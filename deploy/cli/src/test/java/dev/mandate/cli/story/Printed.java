package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.cli.Mandate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What a command printed, and the code that it ended with. */
record Printed(int code, String text) {
    private static final int LAST_LINES = 8;

    /** Printed once more when it has ended, for those who read the log. */
    static Printed by(String... command) {
        var printed = new ByteArrayOutputStream();
        var code = into(printed, command);
        var text = printed.toString(UTF_8);
        System.out.print(text);
        return new Printed(code, text);
    }

    /** What went wrong goes there too, as it came. */
    static int into(ByteArrayOutputStream printed, String... command) {
        var out = System.out;
        var err = System.err;
        var both = new PrintStream(printed, true, UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return Mandate.run(command);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What a report of the test should show: the expectations that were broken, or, where it ended before them, its last words. */
    String broken() {
        var broken = text.lines().filter(line -> line.startsWith("BROKEN: ")).toList();
        return String.join("\n", broken.isEmpty() ? last(text.lines().toList()) : broken);
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }
}
