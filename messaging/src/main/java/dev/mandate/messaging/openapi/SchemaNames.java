package dev.mandate.messaging.openapi;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.SchemaDefinitionNamingStrategy;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A schema is called what its record is; where two are called the same, what holds it comes before: {@code AgentWritten}. */
final class SchemaNames implements SchemaDefinitionNamingStrategy {
    @Override
    public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
        return name(key.getType());
    }

    private static String name(ResolvedType type) {
        var own = type.getErasedType().getAnnotation(Schema.class);
        if (own != null && !own.name().isEmpty()) return own.name();
        return type.getErasedType().getSimpleName()
                + type.getTypeParameters().stream().map(SchemaNames::name).collect(Collectors.joining());
    }

    @Override
    public void adjustDuplicateNames(Map<DefinitionKey, String> same, SchemaGenerationContext context) {
        var taken = new HashSet<String>();
        for (var entry : same.entrySet()) {
            var longer = holder(entry.getKey().getType().getErasedType()) + entry.getValue();
            var name = longer;
            for (int i = 2; !taken.add(name); i++) name = longer + i;
            entry.setValue(name);
        }
    }

    private static String holder(Class<?> type) {
        var outer = type.getEnclosingClass();
        if (outer != null) return outer.getSimpleName().replaceFirst("Resource$", "");
        var packages = type.getPackageName();
        var last = packages.substring(packages.lastIndexOf('.') + 1);
        return Character.toUpperCase(last.charAt(0)) + last.substring(1);
    }
}
