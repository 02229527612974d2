/**
 * Settings as text, from YAML files and {@code --set}, converted to the records of core. Lists of
 * {@link org.tl4j.application.settings.SettingOverride} come in; records go out, or one error that names every problem.
 */
package org.tl4j.application.settings;
