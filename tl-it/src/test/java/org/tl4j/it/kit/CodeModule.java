package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * A Maven module with main code.
 *
 * @param name its folder and artifactId
 * @param packageName the root package, which its POM states as {@code tl.module.name}
 * @param version of this build
 */
public record CodeModule(String name, String packageName, String version) {
    /** All of them, in the order of the parent POM. */
    public static List<CodeModule> all() throws IOException, ParserConfigurationException, SAXException {
        Path root = Repository.root();
        Pom parent = Pom.read(root.resolve("pom.xml"));
        List<String> names = parent.modules().stream()
                .filter(name -> Files.isDirectory(root.resolve(name).resolve("src/main/java")))
                .toList();
        List<CodeModule> modules = new ArrayList<>();
        for (String name : names) {
            Pom pom = Pom.read(root.resolve(name).resolve("pom.xml"));
            modules.add(new CodeModule(name, pom.property("tl.module.name"), parent.version()));
        }
        return List.copyOf(modules);
    }

    /** The sources of main code. */
    public Path sources() {
        return Repository.root().resolve(name).resolve("src/main/java");
    }

    /** What Maven packaged; there after the phase {@code package}. */
    public Path jar() {
        return jar("");
    }

    /** The jar beside it with a classifier, as in {@code "-sources"}. */
    public Path jar(String suffix) {
        return Repository.root().resolve(name).resolve("target/" + name + "-" + version + suffix + ".jar");
    }
}
