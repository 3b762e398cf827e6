# Run from the top of the project: python3 src/test/resources/golden/classic/make.py
# Writes what the article's Lambda function posts for each sample event: json.dumps of the text, slackweb's form.
import json, sys, urllib.parse, pathlib
src = pathlib.Path('src/test/resources/events'); out = pathlib.Path('src/test/resources/golden/classic')
out.mkdir(parents=True, exist_ok=True)
for f in sorted(src.glob('*.json')):
    message = json.loads(f.read_text())
    configuration_item_diff = message['configurationItemDiff']
    resource_id = message['configurationItem']['resourceId']
    resource_type = message['configurationItem']['resourceType']
    text = u"リソースの変更を検知しました。\n\n変更されたリソース: %s %s\n変更内容: \n```\n%s\n```\n" % (resource_type, resource_id, json.dumps(configuration_item_diff,  indent=2))
    kw = dict(text=text, channel="#config_monitor", username="config_monitor_bot", icon_emoji=":cop:")
    (out / (f.stem + '.form')).write_text(urllib.parse.urlencode({"payload": json.dumps(kw)}))
