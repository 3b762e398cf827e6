package io.configrelay;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as the build wrote it into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"config-relay " + (version == null ? "(built from a working tree)" : version)};
    }
}
