package dev.mandate.messaging.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database whose connection breaks when rows are to be deleted, as if the process had ended there. */
final class FailingDeletes {
    private final DataSource real;

    FailingDeletes(DataSource real) {
        this.real = real;
    }

    DataSource failFirst(int times) {
        var left = new AtomicInteger(times);
        return (DataSource) proxy(DataSource.class, (method, args) -> {
            var result = method.invoke(real, args);
            return result instanceof Connection connection ? breaking(connection, left) : result;
        });
    }

    private static Connection breaking(Connection connection, AtomicInteger left) {
        return (Connection) proxy(Connection.class, (method, args) -> {
            if (method.getName().equals("prepareStatement")
                    && ((String) args[0]).startsWith("DELETE FROM outbox")
                    && left.getAndDecrement() > 0) {
                throw new SQLException("the connection broke");
            }
            return method.invoke(connection, args);
        });
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                FailingDeletes.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    try {
                        return call.on(method, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface Call {
        Object on(java.lang.reflect.Method method, Object[] args) throws Exception;
    }
}
