package org.tl4j.it.kit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the {@link Workshop} to constructors and methods that ask for it; it is closed after the last test of all. */
public final class WorkshopExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Workshop.class);
    }

    @Override
    public Workshop resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WorkshopExtension.class))
                .getOrComputeIfAbsent(Workshop.class, key -> Workshop.open(), Workshop.class);
    }
}
