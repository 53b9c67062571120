package dev.mandate.provenance;

import dev.mandate.arguments.places.Destinations;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds to whom a call hands something, at any depth of the whole arguments. Under a name that speaks of a destination every
 * address, URL and host counts; under any other name a value that is nothing but addresses, or a URL.
 */
public final class Recipients {
    private static final Pattern URL = Pattern.compile(
            "(?:[a-z][a-z0-9+.-]{0,15}:[/\\\\]{2}|" + OutboundUrls.OPENED + "[/\\\\\t\r\n]*+(?![^/?#\\\\]* ))"
                    + "(?:[^/?#\\\\]*@)?(\\[[^\\]]*\\]|[^/?#:\\\\]+).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@\",;:]{1,320}+@([^\\s<>@\",;?]++)");
    private static final Pattern ONLY_ADDRESS = Pattern.compile("(?:[^<>@]*<)?(?:mailto:)?[^\\s<>@]+@[^\\s<>@]+>?");
    private static final Pattern HOST =
            Pattern.compile("(?:[\\p{L}\\p{N}_-]{1,63}+\\.)+[\\p{L}\\p{N}-]{2,63}\\.?(?::[0-9]{1,5})?");
    private static final int LONGEST_HOST = 260;

    /** Behind these a host stands, of whichever scheme the page is from which it is opened. */
    private static final Pattern RELATIVE = Pattern.compile("^[/\\\\]{2,}+");

    private static final Pattern PATH = Pattern.compile("[/\\\\#]");
    private static final String SEPARATED = "[\\s,;]+";

    /** Of all texts beside a page that is opened: the number of a page, but of no card. */
    private static final int LONGEST_ASIDE = 3;

    private static final Set<String> FLAGS = Set.of("true", "false");
    private static final int MOST_FLAGS = 8;

    /** Of the names that were met first: tools have few. */
    private static final Map<String, Boolean> SPEAKS_OF_ONE = new ConcurrentHashMap<>();

    private static final int MAX_NAMES = 1_000;
    private static final int MAX_NAME = 64;

    /** @param domain in lower case, without a dot at the end */
    public record Recipient(String address, String domain) {}

    private final Set<Recipient> found = new LinkedHashSet<>();

    private Recipients() {}

    /**
     * Whether a call sends to somebody outside whom nothing accounts for.
     *
     * @param call what is known of it; of a session's first call that is nothing
     * @param labels of the tool; no other than what sends is looked at
     * @param named by the task, as {@link Identifier#value()} says; for a session of which no state is there yet
     */
    public static boolean reachOutsider(
            CallFacts call,
            Set<ToolLabel> labels,
            Map<String, Object> arguments,
            Predicate<String> ownDomain,
            Collection<String> named) {
        if (!labels.contains(ToolLabel.EGRESS)) return false;
        var outside = outside(of(arguments), labels, arguments, ownDomain);
        if (outside.isEmpty()) return false;
        var task = named.stream().map(Identifier::new).toList();
        var others = task.isEmpty()
                ? outside
                : outside.stream()
                        .filter(to -> task.stream().noneMatch(Identifier.of(to.address())::isOf))
                        .toList();
        return !call.accountsFor(others);
    }

    /**
     * Those outside to whom a call says something: a page that is only opened is told no more than that.
     *
     * @param all of the call, as {@link #of} says
     * @param labels of the tool
     */
    public static List<Recipient> outside(
            List<Recipient> all, Set<ToolLabel> labels, Map<String, Object> arguments, Predicate<String> ownDomain) {
        var outside = all.stream()
                .filter(to -> !ownDomain.test(to.domain()) && !Sites.nobodys(to.domain()))
                .toList();
        return outside.isEmpty() || !labels.contains(ToolLabel.UNTRUSTED) || !opensOnly(arguments)
                ? outside
                : outside.stream().filter(to -> !page(to.address())).toList();
    }

    /** A call that says nothing but which pages, of which none has room for data. */
    private static boolean opensOnly(Map<String, Object> arguments) {
        var texts = Mention.written(arguments);
        return texts.size() <= Mention.MAX
                && asides(texts.stream().filter(text -> !page(text)).toList());
    }

    /** What a call that opens a page may say besides: a few flags, and no more than the number of a page, in however many pieces. */
    static boolean asides(Collection<String> texts) {
        var others = texts.stream().filter(text -> !FLAGS.contains(text)).toList();
        return texts.size() - others.size() <= MOST_FLAGS
                && others.stream().mapToInt(String::length).sum() <= LONGEST_ASIDE;
    }

    private static boolean page(String text) {
        var page = Identifier.of(text);
        return page.url() && !page.carries() && !OutboundUrls.hides(text, page.value());
    }

    public static List<Recipient> of(Map<String, Object> arguments) {
        var recipients = new Recipients();
        recipients.look("", arguments);
        return new ArrayList<>(recipients.found);
    }

    private void look(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner != null) look(destination(name) ? name : key.toString(), inner);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) look(name, inner);
        } else if (value instanceof String text) {
            add(name, text.strip());
        }
    }

    private void add(String name, String text) {
        var url = text.indexOf(':') < 0 ? null : URL.matcher(text);
        if (url != null && url.matches()) {
            found.add(new Recipient(text, domain(url.group(1))));
            var other = OutboundUrls.otherReading(text);
            if (other != null) add(name, other);
            addFirst(text, url.start(1));
            if (destination(name)) addOthers(text);
        } else if (destination(name)) {
            if (text.indexOf('.') >= 0) addHosts(text);
            addAddresses(text);
        } else if (text.indexOf('@') >= 0
                && Arrays.stream(text.split("[,;\\n]"))
                        .map(String::strip)
                        .allMatch(part -> ONLY_ADDRESS.matcher(part).matches())) {
            addAddresses(text);
        }
    }

    /** Browsers take all that is before an {@code @} for somebody's name; whoever reads it as a list takes its first for a page. */
    private void addFirst(String text, int host) {
        var parts = text.substring(0, host).split(SEPARATED, 2);
        if (parts.length < 2) return;
        var first = URL.matcher(parts[0]);
        if (first.matches() && first.group(1).indexOf('.') > 0)
            found.add(new Recipient(parts[0], domain(first.group(1))));
    }

    /** Those of a list behind its first, pages and mailboxes. */
    private void addOthers(String text) {
        var parts = text.split(SEPARATED);
        for (var at = 1; at < parts.length; at++) {
            var url = URL.matcher(parts[at]);
            if (url.matches()) found.add(new Recipient(parts[at], domain(url.group(1))));
            else addAddresses(parts[at]);
        }
    }

    private void addHosts(String text) {
        for (var part : text.split(SEPARATED))
            if (part.length() <= LONGEST_HOST && HOST.matcher(part).matches())
                found.add(new Recipient(part, domain(part.replaceFirst(":[0-9]+$", ""))));
            else addPage(part);
    }

    /** One that is named without a scheme; it is somebody else's than whoever is written about in its name. */
    private void addPage(String text) {
        var slashes = RELATIVE.matcher(text);
        var named = slashes.lookingAt() ? text.substring(slashes.end()).replace('\\', '/') : text;
        var page = Identifier.of(named).readings().get(0);
        var host = page.url() ? page.host() : null;
        if (host != null) found.add(new Recipient(named, domain(host)));
    }

    private void addAddresses(String text) {
        if (text.indexOf('@') < 0) return;
        for (var address = ADDRESS.matcher(text); address.find(); )
            found.add(new Recipient(LowerCase.of(address.group()), mailDomain(address.group(1))));
    }

    /** Behind the host of a page is no domain, whatever stands there: one that isn't told apart from it is nobody's own. */
    private static String mailDomain(String written) {
        return domain(PATH.matcher(written).find() ? written + "/" : written);
    }

    private static boolean destination(String name) {
        var known = SPEAKS_OF_ONE.get(name);
        if (known != null) return known;
        boolean speaks = Destinations.isNamed(name);
        if (SPEAKS_OF_ONE.size() < MAX_NAMES && name.length() <= MAX_NAME) SPEAKS_OF_ONE.put(name, speaks);
        return speaks;
    }

    private static String domain(String host) {
        var end = host.length();
        while (end > 0 && host.charAt(end - 1) == '.') end--;
        return OutboundUrls.ascii(LowerCase.of(host.substring(0, end)));
    }
}
