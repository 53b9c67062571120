package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import dev.mandate.audit.engine.sigma.correlation.types.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** All matches of one correlation in one of its groups. */
final class GroupMatches {
    private final List<Observation> events;
    private final BitSet ends;
    /** For each event, where the window begins that ends with it. */
    private final int[] begins;

    private final Window window;

    private GroupMatches(Correlation correlation, List<Observation> events) {
        this.events = events;
        this.ends = new BitSet(events.size());
        this.begins = new int[events.size()];
        this.window = correlation.window(events);
        for (int at = 0; at < events.size(); at++) {
            window.advance();
            begins[at] = window.oldest();
            if (window.complete()) ends.set(at);
        }
    }

    /** @param events of the group by time, each with the bits of the correlation's own rules */
    static GroupMatches of(Correlation correlation, List<Observation> events) {
        return new GroupMatches(correlation, events);
    }

    List<Observation> events() {
        return events;
    }

    /** Places of the events that end a match. */
    BitSet ends() {
        return ends;
    }

    /** Place of the first event then or later. */
    int placeOf(long then) {
        int from = 0;
        for (int to = events.size(); from < to; ) {
            int middle = (from + to) >>> 1;
            if (events.get(middle).at() < then) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    /** Where a match ends with the event; -1 if none does. */
    int endOf(Observation event) {
        for (int from = placeOf(event.at());
                from < events.size() && events.get(from).at() == event.at();
                from++) if (events.get(from).id().equals(event.id())) return ends.get(from) ? from : -1;
        return -1;
    }

    /** The events of each match that ends there or later. */
    List<List<Observation>> since(int place) {
        var matches = new ArrayList<List<Observation>>();
        for (int end = ends.nextSetBit(place); end >= 0; end = ends.nextSetBit(end + 1)) {
            window.at(begins[end], end);
            matches.add(window.match());
        }
        return matches;
    }

    /** For each event, of the rules that it matched, those that it stands for in the matches that end there; 0 for none. */
    int[] evidence(BitSet wanted) {
        var rules = new int[wanted.length()];
        for (int end = wanted.nextSetBit(0); end >= 0; end = wanted.nextSetBit(end + 1)) {
            window.at(begins[end], end);
            window.evidence(rules);
        }
        return rules;
    }
}
