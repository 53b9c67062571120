package dev.mandate.authz.engine.cedar.publish;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes policies over a small world, so that most of them match something. Expressions are well typed most of the time:
 * often enough for deep ones to have a value, seldom enough for every operator to meet values it refuses.
 */
record PolicyGenerator(Random random) {

    static final List<String> TYPES = List.of("User", "Team", "Doc");
    static final List<String> ACTIONS = List.of("read", "write", "call", "any");
    static final List<String> ATTRIBUTES = List.of("n", "s", "b", "set", "rec", "owner", "ip", "dec", "at", "dur");
    private static final List<String> NUMBERS =
            List.of("0", "1", "2", "7", "(-3)", "9223372036854775807", "(-9223372036854775808)");
    private static final List<String> STRINGS = List.of("", "a", "abc", "a*c", "n", "ümläut", "k");
    private static final List<String> PATTERNS = List.of("*", "a*", "*c", "a\\*c", "a*b*", "", "*m*t");
    private static final List<String> IPS = List.of(
            "10.0.0.1",
            "10.0.0.0/8",
            "127.0.0.1",
            "::1",
            "fe80::/10",
            "ff02::1",
            "224.0.0.0/3",
            "10.0.0",
            "::ffff:1.2.3.4");
    private static final List<String> DECIMALS =
            List.of("0.0", "1.5", "-1.50", "1.23456", "922337203685477.5807", "1.");
    private static final List<String> DATETIMES = List.of(
            "1970-01-01",
            "2024-02-29",
            "2023-02-29",
            "2024-02-29T23:59:59Z",
            "1969-12-31T00:00:00.001Z",
            "2024-01-01T00:00:00+2359");
    private static final List<String> DURATIONS =
            List.of("1h", "-1d2h", "90m", "1ms", "-9223372036854775808ms", "1h1d", "");

    String policy() {
        return effect() + "(" + scope("principal") + ", " + action() + ", " + scope("resource") + ")" + conditions()
                + ";";
    }

    String template() {
        return effect() + "("
                + pick("principal == ?principal", "principal in ?principal", "principal is User in ?principal") + ", "
                + action() + ", " + scope("resource") + ")" + conditions() + ";";
    }

    private String effect() {
        return random.nextInt(3) == 0 ? "forbid" : "permit";
    }

    private String scope(String variable) {
        return switch (random.nextInt(6)) {
            case 0 -> variable + " == " + uid();
            case 1, 2 -> variable + " in " + uid();
            case 3 -> variable + " is " + pick(TYPES);
            case 4 -> variable + " is " + pick(TYPES) + " in " + uid();
            default -> variable;
        };
    }

    private String action() {
        var named = "Action::\"" + pick(ACTIONS) + "\"";
        return pick(
                "action",
                "action == " + named,
                "action in " + named,
                "action in [" + named + ", Action::\"call\"]",
                "action in []");
    }

    private String conditions() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(" when { ", " unless { ") + bool(3) + " }")
                .collect(Collectors.joining());
    }

    String uid() {
        return pick(TYPES) + "::\"" + random.nextInt(4) + "\"";
    }

    private String any(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> bool(depth);
            case 1 -> number(depth);
            case 2 -> string(depth);
            case 3 -> set(depth);
            case 4 -> ip();
            case 5 -> decimal();
            case 6 -> datetime(depth);
            case 7 -> duration();
            default -> entity();
        };
    }

    private String bool(int depth) {
        if (depth == 0 || strays()) return depth == 0 ? pick("true", "false", attribute("b")) : any(depth - 1);
        var d = depth - 1;
        return "("
                + switch (random.nextInt(17)) {
                    case 0, 1 -> bool(d) + pick(" && ", " || ") + bool(d);
                    case 2 -> "!" + bool(d);
                    case 3 -> any(d) + pick(" == ", " != ") + any(d);
                    case 4 -> number(d) + order() + number(d);
                    case 5 -> datetime(d) + order() + datetime(d);
                    case 6 -> duration() + order() + duration();
                    case 7 ->
                        decimal() + pick(".lessThan(", ".lessThanOrEqual(", ".greaterThan(", ".greaterThanOrEqual(")
                                + decimal() + ")";
                    case 8 -> ip() + ".isInRange(" + ip() + ")";
                    case 9 -> ip() + pick(".isIpv4()", ".isIpv6()", ".isLoopback()", ".isMulticast()");
                    case 10 -> entity() + " in " + pick(entity(), "[" + entity() + ", " + entity() + "]", set(d));
                    case 11 -> entity() + " is " + pick(TYPES) + pick("", " in " + entity());
                    case 12 -> owner() + " has " + pick(pick(ATTRIBUTES), "rec.deep.n", "rec.n", "owner.n");
                    case 13 -> string(d) + " like \"" + pick(PATTERNS) + "\"";
                    case 14 ->
                        set(d)
                                + pick(
                                        ".contains(" + any(d) + ")",
                                        ".containsAll(" + set(d) + ")",
                                        ".containsAny(" + set(d) + ")",
                                        ".isEmpty()");
                    case 15 -> entity() + ".hasTag(" + string(d) + ")";
                    default -> "if " + bool(d) + " then " + bool(d) + " else " + bool(d);
                }
                + ")";
    }

    private String number(int depth) {
        if (depth == 0 || strays()) return depth == 0 ? pick(pick(NUMBERS), attribute("n")) : any(depth - 1);
        var d = depth - 1;
        return switch (random.nextInt(5)) {
            case 0, 1 -> "(" + number(d) + pick(" + ", " - ", " * ") + number(d) + ")";
            case 2 -> "(-" + number(d) + ")";
            case 3 -> duration() + pick(".toMilliseconds()", ".toSeconds()", ".toMinutes()", ".toHours()", ".toDays()");
            default -> owner() + ".rec.n";
        };
    }

    private String string(int depth) {
        return pick(
                "\"" + pick(STRINGS) + "\"",
                attribute("s"),
                depth > 0 && strays() ? any(depth - 1) : entity() + ".getTag(\"k\")");
    }

    private String set(int depth) {
        var literal = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> any(Math.max(0, depth - 1)))
                .collect(Collectors.joining(", ", "[", "]"));
        return pick(literal, attribute("set"));
    }

    private String entity() {
        return pick("principal", "resource", "action", uid(), attribute("owner"));
    }

    private String ip() {
        return pick("ip(\"" + pick(IPS) + "\")", attribute("ip"));
    }

    private String decimal() {
        return pick("decimal(\"" + pick(DECIMALS) + "\")", attribute("dec"));
    }

    private String duration() {
        return pick(
                "duration(\"" + pick(DURATIONS) + "\")",
                attribute("dur"),
                "datetime(\"" + pick(DATETIMES) + "\").toTime()");
    }

    private String datetime(int depth) {
        var literal = "datetime(\"" + pick(DATETIMES) + "\")";
        return depth == 0
                ? pick(literal, attribute("at"))
                : pick(literal + ".offset(" + duration() + ")", datetime(depth - 1) + ".toDate()", datetime(depth - 1));
    }

    private String owner() {
        return pick("principal", "resource", "context", "context.rec", uid(), "{n: 1, rec: {n: 2}}");
    }

    private String attribute(String usual) {
        return owner() + "." + (strays() ? pick(ATTRIBUTES) : usual);
    }

    private String order() {
        return pick(" < ", " <= ", " > ", " >= ");
    }

    private boolean strays() {
        return random.nextInt(12) == 0;
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    private String pick(List<String> options) {
        return options.get(random.nextInt(options.size()));
    }
}
