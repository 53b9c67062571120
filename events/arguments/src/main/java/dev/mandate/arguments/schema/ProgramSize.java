package dev.mandate.arguments.schema;

/**
 * About how many states the automaton of a pattern has, before it is built: a repetition of a repetition is written in a few
 * characters and has millions. Never less than there are, for what the compiler accepts.
 */
final class ProgramSize {
    private final String pattern;
    private int at;

    private ProgramSize(String pattern) {
        this.pattern = pattern;
    }

    static long of(String pattern) {
        var counted = new ProgramSize(pattern);
        var size = counted.alternatives();
        while (counted.at < pattern.length()) { // behind an end of nothing
            counted.at++;
            size = bounded(size + counted.alternatives());
        }
        return size;
    }

    private long alternatives() {
        long all = 1;
        long last = 0;
        while (at < pattern.length()) {
            var it = pattern.charAt(at);
            if (it == ')') break;
            if (it == '*' || it == '+' || it == '?' || it == '{') {
                var times = times();
                if (times < 0) { // a brace that repeats nothing
                    all += last;
                    last = 2;
                } else {
                    last = bounded(last * times + times);
                }
                continue;
            }
            all = bounded(all + last);
            last = one(it);
        }
        return bounded(all + last);
    }

    private long one(char it) {
        at++;
        if (it == '(') {
            var inside = alternatives();
            at++; // its end
            return inside + 2;
        }
        if (it == '\\') {
            at++;
            return 2;
        }
        if (it == '[') {
            skipClass();
            return 2;
        }
        return 2;
    }

    private void skipClass() {
        if (at < pattern.length() && pattern.charAt(at) == '^') at++;
        if (at < pattern.length() && pattern.charAt(at) == ']') at++;
        while (at < pattern.length() && pattern.charAt(at) != ']') at += pattern.charAt(at) == '\\' ? 2 : 1;
        at++;
    }

    /** Negative for a brace that is only one. */
    private long times() {
        var it = pattern.charAt(at);
        if (it != '{') {
            at++;
            return 1;
        }
        var end = pattern.indexOf('}', at);
        var inside = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!inside.matches("[0-9]{1,6}(,[0-9]{0,6})?")) {
            at++;
            return -1;
        }
        at = end + 1;
        long most = 1;
        for (var number : inside.split(",", -1)) if (!number.isEmpty()) most = Math.max(most, Long.parseLong(number));
        return most + 1;
    }

    private static long bounded(long size) {
        return Math.min(size, Integer.MAX_VALUE);
    }
}
