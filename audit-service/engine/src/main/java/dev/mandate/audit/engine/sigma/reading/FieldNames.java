package dev.mandate.audit.engine.sigma.reading;

import java.util.Set;

/**
 * The names that rules may use.
 *
 * @param allowed exact names, or {@code prefix.*}; empty allows all
 */
record FieldNames(Set<String> allowed) {
    /** Names are a part of what groups are stored under. */
    private static final int LONGEST = 200;

    FieldNames {
        allowed = Set.copyOf(allowed);
    }

    String checked(String name, YamlPart part) {
        if (name.isBlank()) throw part.refuse("name a field");
        if (name.length() > LONGEST) throw part.refuse("a field's name has at most " + LONGEST + " characters");
        if (!allowed.isEmpty() && !allowed.contains(name) && !belowPrefix(name))
            throw part.refuse("no event has a field '" + name + "'; known are "
                    + String.join(", ", allowed.stream().sorted().toList()));
        return name;
    }

    private boolean belowPrefix(String name) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
            if (allowed.contains(name.substring(0, dot) + ".*")) return true;
        return false;
    }
}
