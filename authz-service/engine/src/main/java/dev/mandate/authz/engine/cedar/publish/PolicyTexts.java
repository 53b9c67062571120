package dev.mandate.authz.engine.cedar.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Policies as their authors wrote them, for people to read. */
public final class PolicyTexts {
    private static final Pattern ID = Pattern.compile("@id\\s*\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*\\)");

    private PolicyTexts() {}

    /** By the id that each has, in the order of the files; only for files that were accepted. */
    public static Map<String, String> byId(List<PolicyFile> files) {
        var texts = new LinkedHashMap<String, String>();
        for (var file : files) {
            for (var statement : Statement.of(file)) {
                var id = ID.matcher(statement.source());
                texts.put(id.find() ? id.group(1) : file.name() + "#" + statement.number(), statement.source());
            }
        }
        return texts;
    }
}
