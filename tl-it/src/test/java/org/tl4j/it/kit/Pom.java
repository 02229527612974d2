package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A POM as it stands in its file: nothing is inherited, profiles are not looked at.
 *
 * @param project its root element
 */
public record Pom(Element project) {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    /** Parses one. */
    public static Pom read(Path file) throws IOException, ParserConfigurationException, SAXException {
        return new Pom(DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement());
    }

    /** The version of the project itself. */
    public String version() {
        return text(project, "version");
    }

    /** The folders of its modules, those of profiles left out. */
    public List<String> modules() {
        return child(project, "modules").stream()
                .flatMap(list -> children(list, "module").stream())
                .map(module -> module.getTextContent().strip())
                .toList();
    }

    /** A property as the file states it; empty where it states none. */
    public String property(String name) {
        return child(project, "properties")
                .map(properties -> text(properties, name))
                .orElse("");
    }

    /** Version by {@code groupId:artifactId}, properties put in. */
    public Map<String, String> managedVersions() {
        Map<String, String> versions = new TreeMap<>();
        dependencies(child(project, "dependencyManagement").orElseThrow())
                .forEach(dependency -> versions.put(name(dependency), resolved(text(dependency, "version"))));
        return versions;
    }

    /** {@code groupId:artifactId} of each dependency that is not for tests. */
    public List<String> declared() {
        return dependencies(project)
                .filter(dependency -> !text(dependency, "scope").equals("test"))
                .map(Pom::name)
                .toList();
    }

    private String resolved(String version) {
        Matcher property = PROPERTY.matcher(version);
        StringBuilder text = new StringBuilder();
        while (property.find()) {
            String name = property.group(1);
            String value = name.equals("project.version")
                    ? text(project, "version")
                    : text(child(project, "properties").orElseThrow(), name);
            property.appendReplacement(text, Matcher.quoteReplacement(resolved(value)));
        }
        return property.appendTail(text).toString();
    }

    private static Stream<Element> dependencies(Element parent) {
        return child(parent, "dependencies").stream().flatMap(list -> children(list, "dependency").stream());
    }

    private static String name(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse("").strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).forEach(node -> {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        });
        return found;
    }
}
