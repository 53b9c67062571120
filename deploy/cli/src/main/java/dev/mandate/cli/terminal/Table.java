package dev.mandate.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, for people; where there are none, it says so. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(heads);
    }

    public void row(String... cells) {
        rows.add(cells);
    }

    /** A row for each node, a cell for each of these members; "-" for one that is absent. */
    public Table rows(Iterable<JsonNode> nodes, String... members) {
        for (var node : nodes)
            row(Arrays.stream(members).map(name -> node.path(name).asText("-")).toArray(String[]::new));
        return this;
    }

    @Override
    public String toString() {
        if (rows.size() == 1) return "  (none)\n";
        var widths = new int[rows.get(0).length];
        for (var row : rows) for (int i = 0; i < row.length; i++) widths[i] = Math.max(widths[i], row[i].length());
        var text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            line(text, rows.get(r), widths);
            if (r == 0) line(text, dashes(widths), widths);
        }
        return text.toString();
    }

    private static String[] dashes(int[] widths) {
        var dashes = new String[widths.length];
        for (int i = 0; i < widths.length; i++) dashes[i] = "-".repeat(widths[i]);
        return dashes;
    }

    private static void line(StringBuilder text, String[] cells, int[] widths) {
        text.append(' ');
        for (int i = 0; i < cells.length; i++) {
            var last = i == cells.length - 1;
            text.append(' ').append(last ? cells[i] : cells[i] + " ".repeat(widths[i] - cells[i].length() + 1));
        }
        text.append('\n');
    }
}
