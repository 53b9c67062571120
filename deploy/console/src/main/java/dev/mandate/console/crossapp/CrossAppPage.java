package dev.mandate.console.crossapp;

import dev.mandate.console.apis.Apis;
import dev.mandate.console.crossapp.CrossApp.Listed;
import dev.mandate.console.crossapp.CrossApp.Relation;
import java.util.List;

/**
 * A part of who acts where.
 *
 * @param notice why the last attempt changed nothing; empty without
 * @param told what became of it; empty without
 * @param allowed whether he may see any
 * @param next address of the next part; empty where there is none
 */
public record CrossAppPage(
        String visitor,
        String notice,
        String told,
        boolean allowed,
        List<Relation> relations,
        String next,
        Typed typed) {
    /** What was typed of one more, which stays in the form where it wasn't taken. */
    public record Typed(
            String whose,
            String at,
            String as,
            String resource,
            String scopes,
            String tools,
            String tenant,
            boolean email,
            String reason) {
        static final Typed NOTHING = new Typed("", "", "", "", "", "", "", false, "");
    }

    static CrossAppPage of(String visitor, String notice, String told, Listed listed, Typed typed) {
        return new CrossAppPage(
                visitor,
                notice,
                told,
                listed.allowed(),
                listed.relations(),
                listed.next().isEmpty() ? "" : "/cross-app?after=" + Apis.encode(listed.next()),
                typed);
    }
}
