package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of Java between <code>&lt;pre&gt;{&#64;code</code> and <code>}&lt;/pre&gt;</code> in a comment of main code.
 *
 * @param type the simple name of the file that shows it
 * @param number counted from 1 within the file
 * @param code the lines without the stars before them: statements, or members of a class
 */
public record JavadocExample(String type, int number, String code) {
    private static final Pattern START = Pattern.compile("(?m)^ *\\* *<pre");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *\\* <pre>\\{@code\\R(?<code>.*?)^ *\\* }</pre>");
    private static final Pattern STAR = Pattern.compile("(?m)^ *\\* ?");
    private static final Pattern MEMBER = Pattern.compile(
            "^\\s*((public|private|protected|static|final) )*(class|record|interface|enum) .*", Pattern.DOTALL);

    /**
     * Those of a folder of sources, in the order of their files.
     *
     * @throws IllegalStateException if a {@code <pre>} is written in another way, as it would be looked at by nobody
     */
    public static List<JavadocExample> in(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        List<JavadocExample> examples = new ArrayList<>();
        for (Path file : files) {
            examples.addAll(of(file));
        }
        return List.copyOf(examples);
    }

    /** A compilable file around it, {@code className} with the imports that an application would write. */
    public String source(String className, List<String> packages) {
        StringBuilder text = new StringBuilder();
        for (String imported : packages) {
            text.append("import ").append(imported).append(".*;\n");
        }
        String body =
                MEMBER.matcher(code).matches() ? code : "static void example() throws Exception {\n" + code + "}\n";
        return text.append("final class ")
                .append(className)
                .append(" {\n")
                .append(body)
                .append("}\n")
                .toString();
    }

    private static List<JavadocExample> of(Path file) throws IOException {
        String text = Files.readString(file);
        String type = file.getFileName().toString().replace(".java", "");
        List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
        if (blocks.size() != START.matcher(text).results().count()) {
            throw new IllegalStateException(
                    file + " must begin each example with a line '<pre>{@code' and end it with '}</pre>'");
        }
        List<JavadocExample> examples = new ArrayList<>();
        for (MatchResult block : blocks) {
            String code = STAR.matcher(block.group(1)).replaceAll("");
            examples.add(new JavadocExample(type, examples.size() + 1, code));
        }
        return examples;
    }
}
