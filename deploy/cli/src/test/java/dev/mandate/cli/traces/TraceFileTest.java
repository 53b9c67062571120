package dev.mandate.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final Path SHARED = Path.of("../../../shared/data/agent-traces");
    private static final String RUN = """
            {"id":"sample/%d","suite":"office","label":"benign","prompt_ids":["ada@acme.example"],"calls":[\
            {"tool":"read_note","args":{"name":"plan","page":2},"out":{"len":120,"ids":["bo@acme.example"]}},\
            {"tool":"send_note","args":{"to":null},"err":"no recipient","atk":1,"out":{"len":0,"ids":[]}}]}
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void ten_runs() throws IOException {
        file = directory.resolve("runs.jsonl");
        var text = new StringBuilder();
        for (int number = 0; number < 10; number++) text.append(RUN.formatted(number));
        Files.writeString(file, text);
    }

    @Test
    void a_line_is_a_run_with_its_calls() throws IOException {
        var run = new TraceFile(file).runs(0).get(0);
        assertThat(run.id()).isEqualTo("sample/0");
        assertThat(run.suite()).isEqualTo("office");
        assertThat(run.label()).isEqualTo("benign");
        assertThat(run.taskIdentifiers()).containsExactly("ada@acme.example");
        assertThat(run.calls().get(0))
                .isEqualTo(new TraceRun.Call(
                        "read_note",
                        Map.of("name", "plan", "page", 2),
                        120,
                        List.of("bo@acme.example"),
                        List.of(),
                        false,
                        false,
                        false));
        assertThat(run.calls().get(1).failed()).isTrue();
        assertThat(run.calls().get(1).attack()).isTrue();
        assertThat(run.calls().get(1).arguments()).containsEntry("to", null);
    }

    @Test
    void a_run_that_nobody_labelled_is_history_all_the_same() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"label\":\"benign\",", ""));
        assertThat(new TraceFile(file).runs(0))
                .hasSize(10)
                .allSatisfy(run -> assertThat(run.label()).isEmpty());
    }

    @Test
    void a_part_is_spread_evenly_and_the_same_each_time() throws IOException {
        assertThat(ids(new TraceFile(file).runs(3))).containsExactly("sample/3", "sample/6", "sample/9");
        assertThat(new TraceFile(file).runs(0)).hasSize(10);
        assertThat(new TraceFile(file).runs(99)).hasSize(10);
    }

    @Test
    void a_compressed_file_reads_like_a_plain_one() throws IOException {
        var compressed = directory.resolve("runs.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, out);
        }
        assertThat(new TraceFile(compressed).runs(0)).isEqualTo(new TraceFile(file).runs(0));
    }

    @Test
    void what_is_not_a_run_is_named_by_its_line() throws IOException {
        Files.writeString(file, "\n{\"id\":\"sample/0\",\"label\":\"benign\"}\n");
        assertThatThrownBy(() -> new TraceFile(file).runs(0))
                .hasMessage("runs.jsonl, line 2 is not a recorded run: suite is missing");
        Files.writeString(file, "not JSON\n");
        assertThatThrownBy(() -> new TraceFile(file).runs(0)).hasMessageContaining("runs.jsonl, line 1");
    }

    @Test
    void a_tool_goes_into_the_catalogue_with_what_its_owner_says_of_it() throws IOException {
        var labels = directory.resolve("tools.json");
        Files.writeString(labels, """
                {"office": {"purge": {"labels": ["destroy"], "description": "Deletes a note."},
                            "read_note": {"labels": ["private"], "description": " "},
                            "long": {"labels": ["state"], "description": "%s"}, "plain": ["state"]}}
                """.formatted("x".repeat(1_999) + "\uD83D\uDE00".repeat(9)));
        @SuppressWarnings("unchecked")
        var tools =
                (List<Map<String, Object>>) TraceTools.read(labels).catalogue().get("tools");
        assertThat(tools)
                .extracting(tool -> tool.get("id") + ": " + tool.get("description"))
                .containsExactly(
                        "office.purge: Deletes a note.",
                        "office.read_note: null",
                        "office.long: " + "x".repeat(1_999),
                        "office.plain: null");
    }

    @Test
    void no_label_is_written_as_none() throws IOException {
        var labels = directory.resolve("tool-labels.json");
        Files.writeString(labels, "{\"office\":{\"read_note\":[\"private\"],\"today\":[\"none\"]}}");
        var tools = TraceTools.read(labels);
        assertThat(tools.catalogue().get("tools").toString())
                .contains("office.read_note", "labels=[PRIVATE]", "office.today", "labels=[]");
        assertThat(tools.harmless("office")).isEqualTo("office.read_note");
        assertThatThrownBy(() -> tools.scope("garden")).hasMessageContaining("garden");
    }

    @Test
    void the_development_runs_and_their_labels_are_readable() throws IOException {
        var shared = SHARED.resolve("development.jsonl.gz");
        assumeTrue(Files.isReadable(shared), "skipped: the recorded runs are not beside this checkout, at " + shared);
        var tools = TraceTools.read(SHARED.resolve("tool-labels.json"));
        var runs = new TraceFile(shared).runs(500);
        assertThat(runs).hasSize(500);
        assertThat(new HashSet<>(ids(runs))).hasSize(500);
        assertThat(runs).allSatisfy(run -> assertThat(tools.scope(run.suite())).isNotEmpty());
        assertThat(runs).extracting(TraceRun::label).contains("benign", "attack-succeeded", "attack-failed");
    }

    private static List<String> ids(List<TraceRun> runs) {
        return runs.stream().map(TraceRun::id).toList();
    }
}
