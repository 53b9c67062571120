package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.Map;

/** What a transformation may say besides. */
final class Option {
    private Option() {}

    static boolean isTrue(Map<String, YamlPart> keys, String name) {
        var part = keys.get(name);
        if (part == null) return false;
        if (part.value() instanceof Boolean wanted) return wanted;
        throw part.refuse("'" + name + "' is true or false");
    }

    static YamlPart required(Map<String, YamlPart> keys, String name, YamlPart part) {
        var found = keys.get(name);
        if (found == null) throw part.refuse("add '" + name + ":' to the transformation");
        return found;
    }
}
