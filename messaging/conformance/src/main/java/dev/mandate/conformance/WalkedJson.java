package dev.mandate.conformance;

import io.restassured.path.json.JsonPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body in JSON, read once; plain paths are walked, what else is asked for is REST Assured's to find. */
final class WalkedJson extends JsonPath {
    private final JsonPath scripted;
    private final @Nullable Object root;

    WalkedJson(String text, JsonPath scripted) {
        super(text);
        this.scripted = scripted;
        this.root = scripted.get("");
    }

    /** Empty where only a script would tell. */
    Optional<PlainPath.Found> walked(String path) {
        return PlainPath.of(path).flatMap(plain -> plain.in(root));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T get(String path) {
        var found = walked(path);
        return found.isPresent() ? (T) found.get().value() : scripted.get(path);
    }
}
