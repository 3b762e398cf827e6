package io.configrelay.delivery;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/** Calls the route of a channel {@code channel-} and its name where its file says no {@code routeId}. */
public final class ChannelRouteIds extends ModelLifecycleStrategySupport {

    /** From here on; before Camel reads the first file. */
    public static void in(CamelContext context) {
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new ChannelRouteIds());
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (Channels.GROUP.equals(route.getGroup())
                && !route.hasCustomIdAssigned()
                && route.getTemplateParameters() != null
                && route.getTemplateParameters().get("name") != null) {
            route.setId("channel-" + route.getTemplateParameters().get("name"));
        }
    }
}
