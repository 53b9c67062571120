package dev.mandate.authz.engine.cedar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the text of an {@link IpValue} by hand: the JDK's parsers resolve names and accept forms that Cedar refuses. */
record IpText(String text) {

    /** Length of the longest address with the longest prefix. */
    private static final int MAX_LENGTH = 43;

    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern OCTET = PREFIX;
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    IpValue read() {
        if (text.length() > MAX_LENGTH) throw refused();
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var v6 = address.indexOf(':') >= 0;
        var widest = v6 ? 128 : 32;
        var prefix = slash < 0 ? widest : bounded(PREFIX, text.substring(slash + 1), widest);
        return v6 ? v6(address, prefix) : new IpValue(false, 0, v4(address), prefix);
    }

    private long v4(String address) {
        var octets = address.split("\\.", -1);
        if (octets.length != 4) throw refused();
        var bits = 0L;
        for (var octet : octets) bits = bits << 8 | bounded(OCTET, octet, 255);
        return bits;
    }

    private IpValue v6(String address, int prefix) {
        var groups = new ArrayList<Integer>();
        var gap = address.indexOf("::");
        if (gap < 0) {
            groups.addAll(groups(address));
        } else {
            var head = groups(address.substring(0, gap));
            var tail = groups(address.substring(gap + 2));
            var missing = GROUPS - head.size() - tail.size();
            if (missing < 1) throw refused();
            groups.addAll(head);
            for (var i = 0; i < missing; i++) groups.add(0);
            groups.addAll(tail);
        }
        if (groups.size() != GROUPS) throw refused();
        return new IpValue(true, bits(groups.subList(0, 4)), bits(groups.subList(4, 8)), prefix);
    }

    private List<Integer> groups(String part) {
        var groups = new ArrayList<Integer>();
        if (part.isEmpty()) return groups;
        for (var group : part.split(":", -1)) {
            if (!GROUP.matcher(group).matches()) throw refused();
            groups.add(Integer.parseInt(group, 16));
        }
        return groups;
    }

    private static long bits(List<Integer> groups) {
        var bits = 0L;
        for (var group : groups) bits = bits << 16 | group;
        return bits;
    }

    private int bounded(Pattern form, String digits, int max) {
        if (!form.matcher(digits).matches()) throw refused();
        var number = Integer.parseInt(digits);
        if (number > max) throw refused();
        return number;
    }

    private EvaluationException refused() {
        return new EvaluationException("`" + text + "` is not an IP address or range");
    }
}
