package dev.mandate.identity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.features.EndpointType;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.filter.resources.FilterResourceResolver;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between the library, which speaks SCIM and waits, and what a client keeps here. */
abstract class EntryHandler<T extends ResourceNode> extends ResourceHandler<T> {
    private static final Set<String> NOT_CONTENT = Set.of("id", "meta", "schemas");

    final ScimKind kind;
    private final ScimReading reading;

    EntryHandler(ScimKind kind, ScimReading reading) {
        this.kind = kind;
        this.reading = reading;
    }

    /** Adds what isn't content, but read with it. */
    abstract void complete(ObjectNode resource, ScimEntry kept);

    @Override
    public T getResource(
            String id, List<SchemaAttribute> attributes, List<SchemaAttribute> excludedAttributes, Context context) {
        var client = ScimCaller.of(context).provisioner().client();
        return ScimWork.read(() -> reading.find(client, kind, id))
                .map(this::resource)
                .orElseThrow(() ->
                        new ResourceNotFoundException(ScimRefusal.unknown(id).detail()));
    }

    @Override
    public T getResourceForUpdate(
            String id,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context,
            EndpointType endpointType) {
        var client = ScimCaller.of(context).provisioner().client();
        var found = ScimWork.read(() -> reading.find(client, kind, id))
                .orElseThrow(() ->
                        new ResourceNotFoundException(ScimRefusal.unknown(id).detail()));
        ScimCaller.of(context).saw(id, found.row().version);
        return resource(found);
    }

    @Override
    public PartialListResponse<T> listResources(
            long startIndex,
            int count,
            @Nullable FilterNode filter,
            @Nullable SchemaAttribute sortBy,
            @Nullable SortOrder sortOrder,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context) {
        var client = ScimCaller.of(context).provisioner().client();
        var from = (int) Math.min(startIndex - 1, Integer.MAX_VALUE / 2);
        if (filter == null) {
            var found = ScimWork.read(() -> reading.page(client, kind, from, count));
            return answer(found.kept().stream().map(this::resource).toList(), found.total());
        }
        var narrowed = ScimFilter.narrowed(filter).orElse(null);
        var left = ScimWork.read(() -> reading.scannable(client, kind, narrowed))
                .<Long>fold(total -> total, refused -> {
                    throw ScimWork.exception(refused);
                });
        var page = new MatchingPage<T>(from, count);
        var after = "";
        while (left > 0) {
            var last = after;
            var batch = ScimWork.read(() -> reading.candidates(client, kind, narrowed, last));
            if (batch.isEmpty()) break;
            page.scanned(batch.stream().mapToLong(ScimEntry::bytes).sum());
            page.add(matching(batch.stream().map(this::resource).toList(), filter));
            after = batch.get(batch.size() - 1).row().id;
            left -= batch.size();
        }
        return answer(page.resources(), page.total());
    }

    /** The library fails over a resource without an extension that a filter is about: there it has an empty one meanwhile. */
    private List<T> matching(List<T> resources, FilterNode filter) {
        for (var extension : getSchemaExtensions())
            for (var resource : resources)
                if (!resource.has(extension.getNonNullId())) resource.putObject(extension.getNonNullId());
        var matching = FilterResourceResolver.filterResources(getServiceProvider(), resources, filter);
        for (var extension : getSchemaExtensions())
            for (var resource : matching)
                if (resource.path(extension.getNonNullId()).isEmpty()) resource.remove(extension.getNonNullId());
        return matching;
    }

    private PartialListResponse<T> answer(List<T> resources, long total) {
        return PartialListResponse.<T>builder()
                .resources(resources)
                .totalResults(total)
                .build();
    }

    /** As it is now, after a write. */
    T written(ScimRow row) {
        return resource(ScimWork.read(() -> reading.ofRows(kind, List.of(row))).get(0));
    }

    T resource(ScimEntry kept) {
        var row = kept.row();
        var resource = row.content();
        resource.put("id", row.id);
        complete(resource, kept);
        var node = JsonHelper.copyResourceToObject(resource, getType());
        node.setMeta(Meta.builder()
                .resourceType(kind.resourceType)
                .created(row.createdAt)
                .lastModified(row.changedAt)
                .version(ETag.builder()
                        .weak(true)
                        .tag(Long.toString(row.version))
                        .build())
                .build());
        return node;
    }

    /** What of it the client has written. */
    ObjectNode content(T resource) {
        try {
            var content = (ObjectNode) EventJson.mapper().readTree(resource.toString());
            ScimValues.once(content);
            return content.without(NOT_CONTENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the library wrote what is no JSON", e);
        }
    }

    String idOf(T resource) {
        return resource.getId().orElseThrow(() -> new ResourceNotFoundException("there is no resource without an id"));
    }
}
