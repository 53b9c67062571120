package dev.mandate.identity.limits;

import dev.mandate.arguments.places.Directory;
import dev.mandate.arguments.places.WebPlace;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person named on a page, one on a line, and how it is meant: {@code @example.org} all addresses there, a URL or a directory what lies
 * at it and below, and anything else just that. What he typed for one thing isn't taken for another, so all of it is of one kind.
 */
record NamedValues(Operator operator, List<String> values) {
    private static final int MOST = 20;
    private static final int LONGEST = 200;
    private static final String MIXED =
            "Name things of one kind: all as they are, or all domains such as @example.org, or all URLs, or all directories.";
    private static final Pattern DOMAIN = Pattern.compile("[0-9A-Za-z-]{1,63}(?:\\.[0-9A-Za-z-]{1,63})+");
    private static final Pattern BETWEEN = Pattern.compile("[,;]");
    private static final Pattern BLANK = Pattern.compile("\\s");

    NamedValues {
        values = List.copyOf(values);
    }

    /** @return refused with what is wrong */
    static Result<NamedValues, String> of(String typed) {
        return lines(typed).then(NamedValues::meant);
    }

    /** Each once, without those that are empty; addresses may stand in one line. */
    static Result<List<String>, String> lines(String typed) {
        var lines = new LinkedHashSet<String>();
        for (var line : typed.lines().map(String::strip).toList()) {
            if (line.isEmpty()) continue;
            var parts = BETWEEN.splitAsStream(line).map(String::strip).toList();
            if (parts.stream().allMatch(NamedValues::isAddress)) lines.addAll(parts);
            else lines.add(line);
        }
        if (lines.size() > MOST) return Result.refused("These are more than " + MOST + ". Please name fewer.");
        for (var line : lines)
            if (line.length() > LONGEST || !PlainText.is(line))
                return Result.refused("Each is at most " + LONGEST + " plain characters.");
        return Result.done(new ArrayList<>(lines));
    }

    private static boolean isAddress(String part) {
        var at = part.indexOf('@');
        return at > 0 && at < part.length() - 1 && !BLANK.matcher(part).find();
    }

    private static Result<NamedValues, String> meant(List<String> lines) {
        Operator meant = null;
        var values = new ArrayList<String>();
        for (var line : lines) {
            var its = operator(line);
            if (meant != null && meant != its) return Result.refused(MIXED);
            meant = its;
            var value = its == Operator.DOMAIN_IN ? line.substring(1) : line;
            var wrong = wrong(its, value);
            if (wrong != null) return Result.refused(wrong);
            values.add(value);
        }
        return meant == null
                ? Result.refused("Name one at least, or leave it empty.")
                : Result.done(new NamedValues(meant, values));
    }

    private static Operator operator(String line) {
        if (line.startsWith("@")) return Operator.DOMAIN_IN;
        if (WebPlace.mayBeMeant(line)) return Operator.URL_UNDER;
        return Directory.mayBeMeant(line) ? Operator.PATH_UNDER : Operator.ONE_OF;
    }

    private static @Nullable String wrong(Operator operator, String value) {
        return switch (operator) {
            case DOMAIN_IN -> DOMAIN.matcher(value).matches() ? null : "Write a domain as @example.org.";
            case URL_UNDER -> WebPlace.parse(value).isPresent() ? null : WebPlace.RULE + ".";
            case PATH_UNDER -> Directory.parse(value).isPresent() ? null : Directory.RULE + ".";
            default -> null;
        };
    }

    Constraint on(String argument, boolean optional) {
        return new Constraint(argument, operator, values, optional ? true : null);
    }

    /** Whether a limit that was asked for lets all of these through. */
    boolean liesWithin(Constraint asked) {
        return values.stream().allMatch(value -> isWithin(operator, value, asked));
    }

    /** Doubt is no. */
    private static boolean isWithin(Operator operator, String value, Constraint asked) {
        return asked.values().stream().anyMatch(its -> switch (asked.operator()) {
            case ONE_OF -> operator == Operator.ONE_OF && its.equals(value);
            case STARTS_WITH -> operator == Operator.ONE_OF && value.startsWith(its);
            case DOMAIN_IN ->
                (operator == Operator.DOMAIN_IN || operator == Operator.ONE_OF && value.indexOf('@') > 0)
                        && isAt(its, value.substring(value.lastIndexOf('@') + 1));
            case PATH_UNDER ->
                operator != Operator.URL_UNDER
                        && operator != Operator.DOMAIN_IN
                        && Directory.parse(its)
                                .filter(directory -> its.equals(value) || directory.holds(value))
                                .isPresent();
            case URL_UNDER ->
                operator == Operator.URL_UNDER
                        && WebPlace.parse(its)
                                .filter(place -> place.holds(value))
                                .isPresent();
            case AT_MOST, AT_LEAST, BETWEEN, CALLS -> false;
        });
    }

    private static boolean isAt(String domain, String named) {
        return named.equalsIgnoreCase(domain)
                || named.length() > domain.length()
                        && named.regionMatches(
                                true, named.length() - domain.length() - 1, "." + domain, 0, domain.length() + 1);
    }
}
