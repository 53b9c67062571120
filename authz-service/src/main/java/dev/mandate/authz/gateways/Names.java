package dev.mandate.authz.gateways;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Some subjects or resources.
 *
 * @param patterns {@code type/id}, {@code type/beginning*} or {@code *}
 */
record Names(List<String> patterns) {
    private static final Pattern WRITTEN = Pattern.compile("\\*|[a-z_]{1,64}/[^*]{0,200}\\*?");

    /** @throws IllegalArgumentException if one of them is no such pattern */
    static Names of(List<String> patterns, String key) {
        for (var pattern : patterns)
            if (!WRITTEN.matcher(pattern).matches() || pattern.endsWith("/"))
                throw new IllegalArgumentException(key + ": " + pattern
                        + " is not type/id, type/beginning* or *, such as agent/agt_01 or tool/crm.*");
        return new Names(List.copyOf(patterns));
    }

    /** @param id empty for all of that type */
    boolean cover(String type, String id) {
        var name = type + "/" + id;
        return patterns.stream().anyMatch(pattern -> covers(pattern, name, id.isEmpty()));
    }

    private static boolean covers(String pattern, String name, boolean all) {
        if (pattern.equals("*")) return true;
        if (all) return pattern.equals(name + "*");
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
