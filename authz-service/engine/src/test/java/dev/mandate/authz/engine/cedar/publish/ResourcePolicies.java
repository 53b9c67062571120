package dev.mandate.authz.engine.cedar.publish;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes policies as people write them about resources of an application, most of them well typed; over the world of {@link WorldGenerator}. */
record ResourcePolicies(Random random) {
    String policy() {
        return pick("permit", "permit", "forbid") + "("
                + pick(
                        "principal",
                        "principal",
                        "principal is User",
                        "principal in Team::\"" + random.nextInt(4) + "\"")
                + ", action, "
                + pick(
                        "resource",
                        "resource is Doc",
                        "resource is Doc",
                        "resource in " + team(),
                        "resource is Doc in " + team(),
                        "resource == " + doc())
                + ")" + clauses() + ";";
    }

    private String clauses() {
        return IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(i -> pick(" when { ", " when { ", " unless { ") + bool(3) + " }")
                .collect(Collectors.joining());
    }

    private String bool(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            var d = depth - 1;
            return "("
                    + switch (random.nextInt(9)) {
                        case 0, 1, 2, 3 -> bool(d) + " && " + bool(d);
                        case 4, 5 -> bool(d) + " || " + bool(d);
                        case 6 -> "!" + bool(d);
                        case 7 -> "if " + bool(d) + " then " + bool(d) + " else " + bool(d);
                        default -> bool(d) + pick(" == ", " != ") + bool(d);
                    }
                    + ")";
        }
        return "(" + test() + ")";
    }

    private String test() {
        return switch (random.nextInt(24)) {
            case 0, 1 -> number() + pick(" < ", " <= ", " > ", " >= ") + number();
            case 2 -> number() + pick(" == ", " != ") + number();
            case 3, 4 -> text() + pick(" == ", " != ") + text();
            case 5, 6 -> person() + pick(" == ", " != ") + person();
            case 7 -> "resource has " + pick("owner", "s", "m", "b", "set", "nothing");
            case 8 -> "resource has owner && resource.owner == " + person();
            case 9 -> "resource has s && resource.s " + pick("== " + text(), "like \"a*\"", "like \"*m*t\"");
            case 10 -> "resource has set && resource.set.contains(" + text() + ")";
            case 11 -> "[" + literal() + ", " + literal() + "].contains(resource." + pick("s", "t") + ")";
            case 12 ->
                pick("resource.set", "[" + literal() + "]") + pick(".containsAny(", ".containsAll(") + texts() + ")";
            case 13 -> texts() + pick(".containsAny(resource.set)", ".containsAll(resource.set)", " == resource.set");
            case 14 -> "resource.set.isEmpty()";
            case 15 -> "resource.t like \"" + pick("*", "a*", "*c", "a\\*c", "*b*", "") + "\"";
            case 16 -> "resource in " + pick(team(), "[" + team() + ", " + doc() + "]", "resource", "principal");
            case 17 -> "principal in " + pick("resource.owner", "resource.by", "resource");
            case 18 -> "resource == " + pick(doc(), "resource", "principal");
            case 19 -> "[resource.by, resource.owner].contains(principal)";
            case 20 -> "[resource.by, " + person() + "].contains(" + person() + ")";
            case 21 -> "[resource.t, " + pick(literal(), "1", "principal.s") + "].contains(" + text() + ")";
            case 22 -> pick("resource.b", "resource has b && resource.b", "principal.b", "resource.n", "context.b");
            default -> "resource is " + pick("Doc", "Team") + pick("", " in " + team());
        };
    }

    private String texts() {
        return pick("[]", "[" + literal() + "]", "[" + literal() + ", " + literal() + "]", "[1, \"a\"]");
    }

    private String number() {
        return pick("0", "1", "7", "(-3)", "resource.n", "resource.n", "resource.m", "principal.n", "context.n");
    }

    private String text() {
        return pick(literal(), literal(), "resource.t", "resource.s", "principal.s", "context.s");
    }

    private String literal() {
        return pick("\"\"", "\"a\"", "\"abc\"", "\"a*c\"", "\"sales\"");
    }

    private String person() {
        return pick("principal", "resource.owner", "resource.by", "User::\"1\"", "context.owner", "principal.owner");
    }

    private String team() {
        return "Team::\"" + random.nextInt(12) + "\"";
    }

    private String doc() {
        return "Doc::\"" + random.nextInt(4) + "\"";
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }
}
