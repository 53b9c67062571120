package dev.mandate.conformance;

import io.restassured.internal.ValidatableResponseOptionsImpl;
import io.restassured.response.ValidatableResponse;
import io.restassured.response.ValidatableResponseLogSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Expectations of a response. Those of plain paths are looked at here, about all others REST Assured decides as without this. One that isn't
 * met is often asked for again until it is, so that it is told without a script, and the answer with it: REST Assured would print each one,
 * met or not, for the case that it isn't.
 */
final class WalkedAssertions implements InvocationHandler {
    private static final List<Class<?>> OF_PATHS = List.of(String.class, Matcher.class, Object[].class);

    private final ValidatableResponse scripted;
    private final WalkedResponse response;

    private WalkedAssertions(ValidatableResponse scripted, WalkedResponse response) {
        this.scripted = scripted;
        this.response = response;
    }

    static ValidatableResponse of(ValidatableResponse scripted, WalkedResponse response) {
        return (ValidatableResponse) Proxy.newProxyInstance(
                WalkedAssertions.class.getClassLoader(),
                new Class<?>[] {ValidatableResponse.class, ValidatableResponseLogSpec.class},
                new WalkedAssertions(scripted, response));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null
                && method.getName().equals("body")
                && List.of(method.getParameterTypes()).equals(OF_PATHS)
                && isMet((String) arguments[0], (Matcher<?>) arguments[1], (Object[]) arguments[2])) return proxy;
        try {
            var result = method.invoke(scripted, arguments);
            return result == scripted ? proxy : result;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError unmet)
                throw response.without(String.valueOf(unmet.getMessage()), unmet);
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** @return false if only a script would tell */
    private boolean isMet(String path, Matcher<?> expected, Object[] more) {
        if (more.length % 2 != 0 || !isMet(path, expected)) return false;
        for (int i = 0; i < more.length; i += 2) {
            if (!(more[i] instanceof String next && more[i + 1] instanceof Matcher<?> matcher && isMet(next, matcher)))
                return false;
        }
        return true;
    }

    private boolean isMet(String path, Matcher<?> expected) {
        var isWhole = ((ValidatableResponseOptionsImpl<?, ?>) scripted)
                .responseSpec
                .getRootPath()
                .isEmpty();
        if (!isWhole || !response.isJson()) return false;
        var found = response.jsonPath().walked(path);
        if (found.isEmpty()) return false;
        var value = found.get().value();
        if (expected.matches(value)) return true;
        throw response.without(
                "JSON path %s doesn't match.%nExpected: %s%n  Actual: %s".formatted(path, expected, value), null);
    }
}
