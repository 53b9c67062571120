package dev.mandate.messaging.openapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import java.util.Arrays;
import java.util.List;

/** JSON Schema of records as Jackson reads and writes them; what may be null is what JSpecify says. */
final class RecordSchemas {
    private RecordSchemas() {}

    static SchemaGenerator generator() {
        var mapper = new ObjectMapper();
        var config = new SchemaGeneratorConfigBuilder(mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.INLINE_NULLABLE_SCHEMAS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields().withNullableCheck(Absence::mayBeNull).withRequiredCheck(Absence::isAlwaysThere);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDefinitionNamingStrategy(new SchemaNames())
                .withCustomDefinitionProvider(new WrittenAsText(mapper))
                .withTypeAttributeOverride((schema, type, context) -> {
                    if (isOpen(type.getType().getErasedType())) schema.put("additionalProperties", true);
                })
                .withSubtypeResolver((type, context) -> permitted(type.getErasedType()).stream()
                        .map(subtype -> context.getTypeContext().resolveSubtype(type, subtype))
                        .toList());
        return new SchemaGenerator(config.build());
    }

    /** What says so itself takes members that it hasn't. */
    private static boolean isOpen(Class<?> type) {
        var open = type.getAnnotation(JsonIgnoreProperties.class);
        return open != null && open.ignoreUnknown();
    }

    private static List<Class<?>> permitted(Class<?> type) {
        return type.isSealed() ? Arrays.asList(type.getPermittedSubclasses()) : List.of();
    }
}
