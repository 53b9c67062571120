package dev.mandate.cli.wrap;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${NAME}} and {@code ${NAME:-otherwise}} in a client's file, by which a secret stays out of it: of whoever wraps, as of whoever starts the client. */
final class Variables {
    private static final Pattern ONE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^{}]*))?}");

    private Variables() {}

    /** @param wrong told what can't be filled in, without what is filled in elsewhere */
    static String filled(
            String text, Map<String, String> environment, Function<String, IllegalArgumentException> wrong) {
        if (ONE.matcher(text).replaceAll("").contains("${"))
            throw wrong.apply("has ${…} that is neither ${NAME} nor ${NAME:-otherwise}; write out what it stands for");
        return ONE.matcher(text).replaceAll(one -> Matcher.quoteReplacement(value(one, environment, wrong)));
    }

    private static String value(
            MatchResult one, Map<String, String> environment, Function<String, IllegalArgumentException> wrong) {
        var set = environment.get(one.group(1));
        if (set != null) return set;
        if (one.group(2) != null) return one.group(2);
        throw wrong.apply("has ${" + one.group(1) + "}, which isn't set here; set it where you type this, or write ${"
                + one.group(1) + ":-…} with what it is otherwise");
    }

    /** The variables that a text takes. */
    static Set<String> names(String text) {
        var names = new LinkedHashSet<String>();
        ONE.matcher(text).results().forEach(one -> names.add(one.group(1)));
        return names;
    }
}
