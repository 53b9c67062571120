package dev.mandate.provenance;

import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.net.IDN;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call carries data out in a URL: whoever's host it is reads what stands in it, though the tool only opens pages. What the task
 * named, or an answer showed, carries nothing; what is put together beyond that does, as soon as there is room for it.
 */
public final class OutboundUrls {
    /** Characters beyond what was given that are taken for the name of a page, or of a host. */
    private static final int LONGEST_NAME = 24;

    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_KNOWN = 256;

    /** Behind these a host may stand without slashes, or behind too many: whoever opens it makes up for that. */
    static final String OPENED = "(?:https?|wss?|ftp):";

    private static final Pattern SCHEME =
            Pattern.compile("^" + OPENED + "[/\\\\]*+|^[a-z][a-z0-9+.-]{0,15}:[/\\\\]{1,8}|^[/\\\\]{2}");

    /** Which browsers take out of a URL. */
    private static final Pattern BREAKS = Pattern.compile("[\t\r\n]++");

    private static final Pattern HOST = Pattern.compile("[^\\s@/\\\\?#]++");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

    private OutboundUrls() {}

    /**
     * The tool as this call uses it: labelled egress too, if it carries data to a host outside.
     *
     * @param ownDomain of a domain in lower case and ASCII
     * @param session before the call; null for its first
     * @param task identifiers that it names, as {@link Identifier#value()} says; counted with those of the session. Asked for where a URL
     *     may carry something
     */
    public static Tool asUsed(
            Tool tool,
            Map<String, Object> arguments,
            Predicate<String> ownDomain,
            @Nullable SessionRisk session,
            Supplier<List<String>> task) {
        if (tool.labels().contains(ToolLabel.EGRESS) || arguments.isEmpty()) return tool;
        var carrying = carrying(arguments, ownDomain);
        if (carrying.isEmpty()) return tool;
        var given = new LinkedHashSet<>(task.get());
        if (session != null) {
            given.addAll(session.taskIdentifiers());
            for (var shown : session.identifiers()) given.add(shown.value());
        }
        for (var url : carrying) if (url.carriesBeyond(given)) return sending(tool);
        return tool;
    }

    private static Tool sending(Tool tool) {
        var labels = EnumSet.of(ToolLabel.EGRESS);
        labels.addAll(tool.labels());
        return new Tool(
                tool.id(),
                tool.revision(),
                tool.deleted(),
                tool.title(),
                tool.application(),
                labels,
                tool.argumentsSchema(),
                tool.description(),
                tool.trustedFields(),
                tool.server());
    }

    /** @param rest behind the host; with who is named before it */
    private record Url(String text, String host, String rest, boolean hidden) {
        Url withSomebodyNamed() {
            return new Url(text, host, rest, true);
        }

        /** Nothing that was given makes these few characters a carrier. */
        boolean carries() {
            return hidden || room(rest) || longName(host);
        }

        boolean carriesBeyond(Set<String> given) {
            if (hidden || text.length() > LONGEST_KNOWN || EncodedText.bytes(text) > Identifier.MAX_BYTES) return true;
            var value = Identifier.of(text).value();
            if (given.contains(value)) return hides(text, value);
            var beyond = longName(host) && !shown(given) ? value : rest;
            for (var end = value.length() - 1; end > 0; end--) {
                if ("/?#".indexOf(value.charAt(end)) < 0 || !given.contains(value.substring(0, end))) continue;
                beyond = value.substring(end);
                break;
            }
            return room(beyond);
        }

        private boolean shown(Set<String> given) {
            return given.stream().anyMatch(one -> host.equals(new Identifier(one).host()));
        }
    }

    /** What makes no other identifier of it, such as signs behind it and characters that nobody sees, has room for data too. */
    static boolean hides(String text, String value) {
        return text.length() - value.length() > LONGEST_NAME;
    }

    private static boolean room(String text) {
        return text.indexOf('?') >= 0 || text.indexOf('=') >= 0 || text.length() > LONGEST_NAME;
    }

    private static boolean longName(String host) {
        var label = 0;
        for (var at = 0; at < host.length(); at++) {
            label = host.charAt(at) == '.' ? 0 : label + 1;
            if (label > LONGEST_NAME) return true;
        }
        return false;
    }

    private static List<Url> carrying(Map<String, Object> arguments, Predicate<String> ownDomain) {
        var carrying = new ArrayList<Url>();
        look(arguments, ownDomain, carrying);
        return carrying;
    }

    /** All of them, however many there are: one is enough. */
    private static void look(Object value, Predicate<String> ownDomain, List<Url> carrying) {
        if (value instanceof Map<?, ?> map) {
            for (var inner : map.values()) if (inner != null) look(inner, ownDomain, carrying);
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) look(inner, ownDomain, carrying);
        } else if (value instanceof String text) {
            var url = url(text);
            if (url != null && url.carries() && !ownDomain.test(url.host())) carrying.add(url);
            var other = otherReading(text);
            var others = other == null ? null : url(other);
            if (others != null && !ownDomain.test(others.host())) carrying.add(others.withSomebodyNamed());
        }
    }

    /**
     * Where a URL leads for whoever ends a host at slashes alone (RFC 3986, as many programs do) and takes what stands before an {@code @} for
     * somebody's name, though browsers end it at a backslash before that; null where both read the same.
     */
    static @Nullable String otherReading(String text) {
        if (text.indexOf('\\') < 0 || text.indexOf('@') < 0) return null;
        var plain = BREAKS.matcher(LowerCase.of(text.strip())).replaceAll("");
        var scheme = SCHEME.matcher(plain);
        if (!scheme.lookingAt()) return null;
        var to = scheme.end();
        while (to < plain.length() && "/?#".indexOf(plain.charAt(to)) < 0) to++;
        var authority = plain.substring(scheme.end(), to);
        var at = authority.lastIndexOf('@');
        return at < 0 || authority.lastIndexOf('\\', at) < 0
                ? null
                : "https://" + plain.substring(scheme.end() + at + 1);
    }

    /** Of a text that is one; null for any other. As a browser reads it: whoever is named before an @ is no host. */
    private static @Nullable Url url(String text) {
        if (text.indexOf('.') < 0 && text.indexOf(':') < 0) return null;
        var plain = BREAKS.matcher(LowerCase.of(text.strip())).replaceAll("");
        var scheme = SCHEME.matcher(plain);
        var schemed = scheme.lookingAt();
        if (!schemed && !Identifier.of(text).readings().get(0).url()) return null;
        var from = schemed ? scheme.end() : 0;
        var to = from;
        while (to < plain.length() && "/\\?#".indexOf(plain.charAt(to)) < 0) to++;
        var authority = plain.substring(from, to);
        var at = authority.lastIndexOf('@');
        if (!schemed && (at >= 0 || plain.indexOf(' ') >= 0)) return null;
        var host = PORT.matcher(authority.substring(at + 1)).replaceFirst("");
        while (host.endsWith(".")) host = host.substring(0, host.length() - 1);
        if (host.isEmpty() || !HOST.matcher(host).matches()) return null;
        return new Url(text, ascii(host), plain.substring(to), at >= 0);
    }

    static String ascii(String host) {
        if (host.length() > LONGEST_HOST) return host; // none, and its ASCII form would take its length squared
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
