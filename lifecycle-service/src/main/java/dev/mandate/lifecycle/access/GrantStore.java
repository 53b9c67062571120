package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.lifecycle.sql.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of table {@code access_grant}; ended ones stay, as the record of who had what. */
@ApplicationScoped
class GrantStore {
    private static final String COLUMNS = """
            json_build_object('id', id, 'identity', identity, 'employment', employment, 'entitlement', entitlement,
                'origin', origin, 'reason', reason, 'from', valid_from, 'until', valid_until, 'by', given_by,
                'grantedAt', granted_at, 'ended', case when ended_at is not null then json_build_object('at', ended_at,
                    'cause', ended_cause, 'reason', ended_reason, 'by', ended_by) end)
            """;
    private static final String SELECT = "select cast(" + COLUMNS + " as text) from access_grant ";

    /** Of these workers, all that has not ended. */
    Uni<List<HeldGrant>> heldBy(Collection<IdentityId> identities) {
        var where = """
                where ended_at is null
                    and identity in (select json_array_elements_text(cast(cast(:identities as text) as json)))
                order by granted_at, id
                """;
        return Rows.select(SELECT + where, Map.of("identities", Rows.json(identities)), HeldGrant.class);
    }

    /** Roles of Mandate itself that have not ended, whoever holds them; locked in the order of their ids. */
    Uni<List<HeldGrant>> lockMandateRoles() {
        var where = """
                where ended_at is null
                    and entitlement in (select json_array_elements_text(cast(cast(:roles as text) as json)))
                order by id for update
                """;
        var roles = Arrays.stream(MandateRole.values())
                .map(role -> Entitlement.role(role.id()))
                .toList();
        return Rows.select(SELECT + where, Map.of("roles", Rows.json(roles)), HeldGrant.class);
    }

    Uni<Optional<HeldGrant>> find(GrantId id) {
        return Rows.select(SELECT + "where id = :id", Map.of("id", id.value()), HeldGrant.class)
                .map(found -> found.stream().findFirst());
    }

    Uni<Void> add(HeldGrant grant) {
        var insert = """
                insert into access_grant (id, identity, employment, entitlement, origin, reason, valid_from, valid_until, given_by,
                    granted_at)
                select g.id, g.identity, g.employment, g.entitlement, g.origin, g.reason, g."from", g.until, g.by, g."grantedAt"
                from jsonb_to_record(cast(cast(:row as text) as jsonb)) as g(id text, identity text, employment integer,
                    entitlement text, origin jsonb, reason text, "from" timestamptz, until timestamptz, by jsonb,
                    "grantedAt" timestamptz)
                """;
        return Rows.execute(insert, Map.of("row", Rows.json(grant))).replaceWithVoid();
    }

    /** Writes how they ended, which each of them says. */
    Uni<Void> end(Collection<HeldGrant> ended) {
        if (ended.isEmpty()) return Uni.createFrom().voidItem();
        var update = """
                update access_grant g set ended_at = r.at, ended_cause = r.cause, ended_reason = r.reason, ended_by = r.by
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e(id text, ended jsonb),
                    jsonb_to_record(e.ended) as r(at timestamptz, cause text, reason text, by jsonb)
                where g.id = e.id and g.ended_at is null
                """;
        return Rows.execute(update, Map.of("rows", Rows.json(ended))).replaceWithVoid();
    }
}
