package org.tl4j.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A request that was received as a whole, as those see it who answer. What is noted here goes into the access log. For one request;
 * thread-safe, since its mutable parts are volatile.
 */
final class Call {
    private final Map<String, String> variables;
    private final Map<String, List<String>> parameters;
    private final Optional<String> contentType;
    private final byte[] body;
    private final BooleanSupplier wanted;
    private volatile int images;

    /**
     * @param variables of the path, by their names in the template
     * @param parameters of the query, by name
     * @param contentType of the body
     * @param body empty where the route takes none
     * @param wanted whether somebody still waits for the answer
     */
    Call(
            Map<String, String> variables,
            Map<String, List<String>> parameters,
            Optional<String> contentType,
            byte[] body,
            BooleanSupplier wanted) {
        this.variables = Map.copyOf(variables);
        this.parameters = Map.copyOf(parameters);
        this.contentType = contentType;
        this.body = body;
        this.wanted = wanted;
    }

    /** The part of the path that a template names. */
    String variable(String name) {
        return variables.get(name);
    }

    /** All values of a parameter of the query, in their order. */
    List<String> parameters(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** A parameter that is a whole number from 1. */
    int count(String name, int byDefault) {
        List<String> values = parameters(name);
        if (values.isEmpty()) {
            return byDefault;
        }
        String text = values.get(values.size() - 1);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw RefusedRequestException.badRequest("parameter " + name, "must be a whole number from 1", text, "");
        }
        return Integer.parseInt(text);
    }

    /** Throws unless all parameters are among these. */
    void requireParameters(List<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw RefusedRequestException.badRequest("parameter", "must be one of " + known, name, "leave it out");
            }
        }
    }

    Optional<String> contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /** Notes how many images it brought. */
    void noteImages(int count) {
        images = count;
    }

    int images() {
        return images;
    }
}
