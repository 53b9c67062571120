package dev.mandate.authz.engine.cedar;

/**
 * Names one entity, whether or not anything is known about it.
 *
 * @param type fully qualified, such as {@code Acme::User}
 * @param id unescaped, any string, also the empty one
 */
public record EntityUid(String type, String id) implements Value {

    @Override
    public String typeName() {
        return type;
    }

    @Override
    public String toString() {
        return type + "::\"" + id + "\"";
    }
}
