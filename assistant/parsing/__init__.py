"""File -> text -> clause tree, by document tradition."""

from assistant.parsing.identifiers import work_id as work_id
from assistant.parsing.identifiers import work_ids as work_ids
from assistant.parsing.parser import ParsedWork as ParsedWork
from assistant.parsing.parser import parse as parse
from assistant.parsing.sources import MAX_SIZE_BYTES as MAX_SIZE_BYTES
from assistant.parsing.sources import Source as Source
from assistant.parsing.sources import read_source as read_source
