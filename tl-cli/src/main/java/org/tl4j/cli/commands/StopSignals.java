package org.tl4j.cli.commands;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the signals that stop a server or reload its models. Signals are caught through {@code sun.misc.Signal} of the module
 * jdk.unsupported, by reflection, since the compiler warns of that class. Where it is missing, or a signal is not there as on
 * Windows, the process ends as Java ends it, and models are reloaded by watching their files.
 */
final class StopSignals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private enum Word {
        STOP,
        RELOAD
    }

    private final BlockingQueue<Word> words = new LinkedBlockingQueue<>();

    /** The signals that were caught, with what handled them before. */
    private final Map<Word, Map<Object, Object>> before =
            Map.of(Word.STOP, new LinkedHashMap<>(), Word.RELOAD, new LinkedHashMap<>());

    private StopSignals() {}

    /** Catches SIGHUP until this is closed. */
    static StopSignals ofReload() {
        StopSignals signals = new StopSignals();
        signals.on("HUP", Word.RELOAD);
        return signals;
    }

    /** Also catches SIGTERM and SIGINT, which end the process until then. */
    void catchStop() {
        on("TERM", Word.STOP);
        on("INT", Word.STOP);
    }

    /** Waits for a signal: {@code true} for a reload, {@code false} to stop, or if this thread is interrupted. */
    boolean awaitReload() {
        try {
            return words.take() == Word.RELOAD;
        } catch (InterruptedException e) {
            LOG.debug("the server is interrupted", e);
            return false;
        }
    }

    private void on(String name, Word word) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> handled(proxy, method, arguments, word));
            before.get(word).put(signal, handle(signal, handler));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("SIG{} is not caught", name, e);
        }
    }

    private Object handled(Object proxy, Method method, Object[] arguments, Word word) {
        return switch (method.getName()) {
            case "handle" -> {
                words.add(word);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler for " + word;
        };
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        return signal.getClass()
                .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal, handler);
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        releaseStop();
        release(Word.RELOAD);
    }

    /** Gives back those that stop, of which another one ends the process then. */
    void releaseStop() {
        release(Word.STOP);
    }

    private void release(Word word) {
        before.get(word).forEach((signal, handler) -> {
            try {
                handle(signal, handler);
            } catch (InvocationTargetException e) {
                LOG.debug("{} stays caught", signal, e.getCause());
            } catch (ReflectiveOperationException e) {
                LOG.debug("{} stays caught", signal, e);
            }
        });
    }
}
