package dev.mandate.cli.story;

import dev.mandate.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects what the story expected and what it saw; one table a chapter. */
final class Expectations {
    private record Line(String what, String expected, String seen) {
        boolean held() {
            return expected.equals(seen);
        }
    }

    private final List<Line> chapter = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int held;

    void expect(String what, Object expected, Object seen) {
        var line = new Line(what, String.valueOf(expected), String.valueOf(seen));
        chapter.add(line);
        if (line.held()) held++;
        else broken.add("BROKEN: " + what + ": expected " + expected + ", seen " + seen);
    }

    /** Prints the chapter's table and begins the next. */
    void print(String title) {
        System.out.println();
        System.out.println(title);
        var table = new Table("", "expected", "seen", "what");
        for (var line : chapter) table.row(line.held() ? "ok" : "BROKEN", line.expected(), line.seen(), line.what());
        System.out.print(table);
        chapter.clear();
    }

    /** Those that didn't hold, each as one line. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** Says again what didn't hold, which stands in the table of a chapter that is long gone by. */
    String summary() {
        var summary = held + " expectations held, " + broken.size() + " did not";
        return broken.isEmpty() ? summary : summary + ":\n" + String.join("\n", broken);
    }
}
