package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.CedarValues;
import dev.mandate.events.authz.Established;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code context.surface}: from where it is asked, as far as the subject's token and the connection show it: which registered client got the token ({@code client}), whether only who proves a key
 * can show it ({@code bound}), from which {@code address} he did, if that is known, and on which surfaces of the catalogue one is by that ({@code on}), with their tags ({@code tags}) and the issuers whose word counted for that ({@code by}). Where no token was shown it has no {@code client} and nothing else that a condition would find.
 */
public final class SurfaceContext {
    private static final RecordValue NOTHING = of(Map.of(), Set.of(), Set.of(), Set.of(), false);

    private SurfaceContext() {}

    public static RecordValue of(@Nullable Established established, Catalogue catalogue) {
        if (established == null) return NOTHING;
        var on = new TreeSet<String>();
        var tags = new TreeSet<String>();
        var by = new TreeSet<String>();
        var values = new HashMap<String, Value>();
        values.put("client", CedarValues.text(established.client()));
        if (established.address() != null) values.put("address", CedarValues.address(established.address()));
        for (var surface : catalogue.surfacesOf(established)) {
            on.add(surface.id());
            tags.addAll(surface.tags());
            var issuer = established.surfacesOrNone().get(surface.id());
            if (issuer != null && surface.issuersOrNone().contains(issuer)) by.add(issuer);
        }
        return of(values, on, tags, by, established.bound());
    }

    private static RecordValue of(
            Map<String, Value> known, Set<String> on, Set<String> tags, Set<String> by, boolean bound) {
        var values = new HashMap<>(known);
        values.put("bound", BoolValue.of(bound));
        values.put("on", surfaces(on));
        values.put("tags", CedarValues.texts(tags));
        values.put("by", CedarValues.texts(by));
        return new RecordValue(values);
    }

    private static Value surfaces(Set<String> ids) {
        return SetValue.of(
                ids.stream().map(id -> new EntityUid(CedarNames.SURFACE, id)).toList());
    }
}
