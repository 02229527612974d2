package org.tl4j.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes that pages show as examples, compiled together.
 *
 * @param classes the folder of the class files
 * @param sources text by class name, in the order of the page
 */
public record PagePrograms(Path classes, Map<String, String> sources) {
    private static final Pattern TYPE = Pattern.compile("public (final class|record) (?<name>\\w+)");

    /** Compiles those of {@code examples} that are Java into {@code folder}; fails where one is no whole class, or wrong. */
    public static PagePrograms compiled(Path folder, List<PageExample> examples) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (PageExample example : examples) {
            if (!example.language().equals("java")) {
                continue;
            }
            Matcher type = TYPE.matcher(example.text());
            assertThat(type.find())
                    .as("example %s is a whole class", example.name())
                    .isTrue();
            sources.put(type.group("name"), example.text());
        }
        assertThat(Compilation.complaints(folder, sources)).isEmpty();
        return new PagePrograms(folder.resolve("classes"), sources);
    }

    /** Their names, in the order of the page. */
    public List<String> names() {
        return List.copyOf(sources.keySet());
    }

    /** Loads them into this process; the caller closes what loads them. */
    public URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, PagePrograms.class.getClassLoader());
    }

    /**
     * Calls the only public static method of a class.
     *
     * @throws Exception what it throws
     */
    public static Object call(ClassLoader loader, String name, Object... arguments) throws Exception {
        Method method = Stream.of(loader.loadClass(name).getDeclaredMethods())
                .filter(each -> Modifier.isPublic(each.getModifiers()) && Modifier.isStatic(each.getModifiers()))
                .findFirst()
                .orElseThrow();
        return invoked(method, null, arguments);
    }

    /**
     * Calls a public method of an object by its name.
     *
     * @throws Exception what it throws
     */
    public static Object invoke(Object target, String name, Object... arguments) throws Exception {
        Method method = Stream.of(target.getClass().getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return invoked(method, target, arguments);
    }

    private static Object invoked(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
