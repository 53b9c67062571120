package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The catalogue of roles, applications, tools, models, surfaces and own domains. */
@Path("/catalog")
class CatalogResource {
    /** Where a reader finds what was written: its record on the stream has this key and at least this revision. */
    record Written(String stream, String key, long revision) {
        static Written of(CatalogEntry entry) {
            return new Written(CatalogEntry.FAMILY.topic().name(), entry.key(), entry.revision());
        }
    }

    record Imported(List<Written> entries, int changed, int unchanged) {}

    /** Each of them is a record, and a fact with who wrote it. */
    private static final int MOST_IMPORTED = 5_000;

    private final Catalog catalog;
    private final CatalogProposals proposals;
    private final SecondPerson second;
    private final SecurityIdentity security;

    CatalogResource(Catalog catalog, CatalogProposals proposals, SecondPerson second, SecurityIdentity security) {
        this.catalog = catalog;
        this.proposals = proposals;
        this.second = second;
        this.security = security;
    }

    /**
     * Entries of a kind, by id.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @Path("/{kind}")
    @RolesAllowed("catalog:read")
    @WithSession
    public Uni<Page<CatalogEntry>> list(
            String kind, @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        return catalog.entries(kind(kind), page).map(found -> page.of(found, CatalogEntry::id));
    }

    /** One entry; 404 where there is none, or no more. */
    @GET
    @Path("/{kind}/{id:.+}")
    @RolesAllowed("catalog:read")
    @WithSession
    public Uni<CatalogEntry> one(String kind, String id) {
        return catalog.entry(kind(kind), id).map(found -> found.orElseThrow(() -> unknown(kind(kind), id)));
    }

    /**
     * Writes an entry, whole: what is left out is not kept. An entry that stays the same keeps its revision. Other labels or trusted
     * fields, another application or description of a tool, a new model, another provider or other tags, other clients, networks or issuers of a surface, an own domain, and a role
     * that gives or reaches by birthright otherwise than before wait for people.
     *
     * @param reason why, for the trail: at most 500 characters in one line
     */
    @PUT
    @Path("/{kind}/{id:.+}")
    @RolesAllowed("catalog:write")
    @APIResponseSchema(Written.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> put(
            String kind, String id, @QueryParam("reason") @Nullable String reason, @Nullable JsonNode body) {
        var entry = entry(kind(kind), id, body, "");
        return ask(
                CatalogWish.writing(Map.of("", entry), false, checked(reason)),
                write -> Written.of(write.entries().get(0)));
    }

    /**
     * Takes an entry away; 409 while another needs it. All but applications and surfaces without tags, clients, networks and issuers wait for people.
     *
     * @param reason why, for the trail: at most 500 characters in one line
     */
    @DELETE
    @Path("/{kind}/{id:.+}")
    @RolesAllowed("catalog:write")
    @APIResponseSchema(Written.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "Another entry needs it")
    public Uni<Response> delete(String kind, String id, @QueryParam("reason") @Nullable String reason) {
        return ask(
                CatalogWish.deleting(kind(kind), id, checked(reason)),
                write -> Written.of(write.entries().get(0)));
    }

    /**
     * Writes many entries in one transaction: {@code {roles: […], applications: […], tools: […], …}}, 5,000 at most. Where one of
     * them waits for people, all do.
     *
     * @param reason why, for the trail: at most 500 characters in one line
     */
    @POST
    @Path("/import")
    @RolesAllowed("catalog:write")
    @APIResponseSchema(Imported.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> load(@QueryParam("reason") @Nullable String reason, @Nullable JsonNode body) {
        return ask(CatalogWish.writing(wanted(body), true, checked(reason)), write -> {
            var entries = write.entries().stream().map(Written::of).toList();
            return new Imported(entries, write.changed(), entries.size() - write.changed());
        });
    }

    private Uni<Response> ask(CatalogWish wish, Function<CatalogWrite, ?> body) {
        return second.ask(proposals, wish, Caller.of(security))
                .map(result -> ProposalResource.answer(done(result), 200, body));
    }

    private static @Nullable String checked(@Nullable String reason) {
        if (reason != null && !Reason.is(reason))
            throw new ProblemException(400, "invalid-parameter", "Correct the reason: " + Reason.RULE, "reason");
        return reason;
    }

    private static Map<String, CatalogEntry> wanted(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) throw invalid(new Fault("", "an import is a JSON object"));
        var wanted = new LinkedHashMap<String, CatalogEntry>();
        var keys = new java.util.HashSet<String>();
        for (var names = object.fieldNames(); names.hasNext(); ) {
            var plural = names.next();
            var kind = Kind.named(plural).filter(known -> known.plural().equals(plural));
            if (kind.isEmpty() || !object.get(plural).isArray()) throw invalid(noList(plural, kind.isPresent()));
            for (int i = 0; i < object.get(plural).size(); i++) {
                var pointer = "/" + plural + "/" + i;
                var entry = entry(kind.get(), null, object.get(plural).get(i), pointer);
                if (keys.size() == MOST_IMPORTED)
                    throw invalid(new Fault(pointer, "an import has at most " + MOST_IMPORTED + " entries"));
                if (!keys.add(entry.key())) throw invalid(new Fault(pointer + "/id", entry.key() + " is there twice"));
                wanted.put(pointer, entry);
            }
        }
        return wanted;
    }

    private static Fault noList(String plural, boolean isKind) {
        return new Fault(
                JsonPointer.empty().appendProperty(plural).toString(),
                isKind ? "must be a list" : NearName.said("list", plural, Kind.PLURALS));
    }

    private static CatalogEntry entry(Kind kind, @Nullable String id, @Nullable JsonNode body, String pointer) {
        return EntryJson.read(kind, id, body).fold(Function.identity(), fault -> {
            throw invalid(fault.within(pointer));
        });
    }

    private static <T> T done(Result<T, CatalogRefusal> result) {
        return result.fold(Function.identity(), refusal -> {
            throw switch (refusal.why()) {
                case INVALID -> invalid(refusal.fault());
                case IN_USE ->
                    new ProblemException(409, "in-use", refusal.fault().message());
                case UNKNOWN ->
                    new ProblemException(
                            404,
                            "unknown-entry",
                            "Use an entry that exists: " + refusal.fault().message());
            };
        });
    }

    private static Kind kind(String name) {
        return Kind.named(name)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "unknown-kind",
                        "Use one of role, application, tool, model, surface, domain",
                        "kind",
                        NearName.said("kind", name, Kind.PLURALS)));
    }

    private static ProblemException unknown(Kind kind, String id) {
        return new ProblemException(
                404, "unknown-entry", "There is no " + kind.singular() + " " + id + " in the catalogue");
    }

    private static ProblemException invalid(Fault fault) {
        return new ProblemException(400, "invalid-catalog-entry", "Mend the field: " + fault.message(), fault.field());
    }
}
