package dev.mandate.authz.engine.cedar.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The files of Cedar's conformance tests by path, from an unpacked folder or from their archive. */
final class CedarCorpus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAR_BLOCK = 512;

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    /** @param files by path */
    static CedarCorpus of(Map<String, byte[]> files) {
        var corpus = new CedarCorpus();
        corpus.files.putAll(files);
        return corpus;
    }

    /** @param place the unpacked folder, a {@code .tar.gz}, or a folder with such an archive in it */
    static CedarCorpus at(Path place) throws IOException {
        var corpus = new CedarCorpus();
        if (Files.isRegularFile(place)) {
            corpus.unpack(place);
            return corpus;
        }
        try (var inside = Files.walk(place)) {
            for (var file : inside.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".tar.gz")) corpus.unpack(file);
                else corpus.files.put(place.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return corpus;
    }

    /** Names and sizes are all that this corpus needs of the tar format. */
    private void unpack(Path archive) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(archive))) {
            for (var header = in.readNBytes(TAR_BLOCK); header.length == TAR_BLOCK; header = in.readNBytes(TAR_BLOCK)) {
                var name = text(header, 0, 100);
                if (name.isEmpty()) continue;
                var size = Integer.parseInt(text(header, 124, 12).trim(), 8);
                var content = in.readNBytes(size);
                in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
                if (header[156] == '0' || header[156] == 0) files.put(name.replaceFirst("^\\./", ""), content);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        var end = from;
        while (end < from + length && header[end] != 0) end++;
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    /** Paths of the tests, which are the documents with requests. */
    List<String> tests() throws IOException {
        var tests = new ArrayList<String>();
        for (var path : files.keySet()) {
            if (path.endsWith(".json")
                    && !path.endsWith("entities.json")
                    && json(path).has("requests")) tests.add(path);
        }
        return tests;
    }

    JsonNode json(String path) throws IOException {
        return JSON.readTree(files.get(path));
    }

    String text(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }
}
