package dev.mandate.identity.workloads.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.messaging.result.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of accounts in other systems, a line each: CSV with a line of names above, or a JSON object a line. No text in it goes over the end of
 * a line, so that what is wrong with one concerns no other. Only what is named here is taken, so that nobody leaves a secret in it.
 */
final class ImportFile {
    static final int MOST_LINES = 500;
    static final int MOST_BYTES = 512 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectReader CELLS =
            CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).build().readerFor(String[].class);
    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, String>>() {});

    private ImportFile() {}

    /** One line as it was read, or why it can't be taken. */
    record Read(int number, Result<ImportLine, String> line) {}

    /** Refused where it isn't UTF-8: what took the place of its letters would stay in names, and make accounts one that differ. */
    static Result<String, String> text(byte[] file) {
        try {
            return Result.done(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException e) {
            return Result.refused("Save it as UTF-8, which it isn't");
        }
    }

    /** Refused, with what is wrong, where it is no such file as a whole. */
    static Result<List<Read>, String> csv(String text) {
        var lines = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1).lines() : text.lines();
        var all = lines.toList();
        if (all.isEmpty()) return Result.refused("Begin with a line that names the columns");
        return cells(all.get(0))
                .fold(
                        names -> unknown(names)
                                .<Result<List<Read>, String>>map(Result::refused)
                                .orElseGet(() -> read(
                                        all.subList(1, all.size()),
                                        2,
                                        line -> cells(line).then(cells -> row(names, cells)))),
                        wrong -> Result.refused("Begin with a line that names the columns; this one " + wrong));
    }

    /** Refused, with what is wrong, where it is no such file as a whole. */
    static Result<List<Read>, String> json(String text) {
        return read(text.lines().toList(), 1, ImportFile::object);
    }

    private static Optional<String> unknown(List<String> names) {
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!LineRules.MEMBERS.contains(name))
                return Optional.of("Leave out the column " + shown(name) + ": there are "
                        + String.join(", ", LineRules.MEMBERS) + ", and no secrets");
            if (!seen.add(name)) return Optional.of("Name the column " + name + " once");
        }
        for (var name : LineRules.REQUIRED) if (!seen.contains(name)) return Optional.of("Add the column " + name);
        return Optional.empty();
    }

    private static Result<List<Read>, String> read(
            List<String> lines, int first, Function<String, Result<Map<String, String>, String>> parse) {
        var read = new ArrayList<Read>();
        Map<List<String>, Integer> seen = new HashMap<>();
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            if (read.size() == MOST_LINES) return Result.refused("Take at most " + MOST_LINES + " lines at a time");
            var number = first + i;
            var line = parse.apply(lines.get(i))
                    .then(values -> LineRules.line(number, values))
                    .then(it -> {
                        var before = seen.putIfAbsent(List.of(it.system(), it.externalId()), number);
                        return before == null
                                ? Result.<ImportLine, String>done(it)
                                : Result.<ImportLine, String>refused("line " + before + " is of the same account");
                    });
            read.add(new Read(number, line));
        }
        return Result.done(read);
    }

    private static Result<List<String>, String> cells(String line) {
        try {
            return Result.done(Arrays.asList(CELLS.<String[]>readValue(line)));
        } catch (JsonProcessingException e) {
            return Result.refused("is no CSV");
        }
    }

    private static Result<Map<String, String>, String> row(List<String> names, List<String> cells) {
        if (cells.size() != names.size())
            return Result.refused("has " + cells.size() + " cells, and the first line names " + names.size());
        var row = new HashMap<String, String>();
        for (var i = 0; i < cells.size(); i++) row.put(names.get(i), cells.get(i));
        return Result.done(row);
    }

    private static Result<Map<String, String>, String> object(String line) {
        try {
            @Nullable Map<String, String> values = OBJECT.readValue(line);
            if (values == null) return Result.refused("is no JSON object");
            for (var name : values.keySet())
                if (!LineRules.MEMBERS.contains(name))
                    return Result.refused("has the member " + shown(name) + ": there are "
                            + String.join(", ", LineRules.MEMBERS) + ", and no secrets");
            return Result.done(values);
        } catch (JsonProcessingException e) {
            return Result.refused("is no JSON object of texts");
        }
    }

    private static String shown(String name) {
        var plain = PlainText.shown(name);
        return plain.length() > 50 ? plain.substring(0, 50) + "…" : plain;
    }
}
